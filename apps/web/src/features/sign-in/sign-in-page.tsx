import { Button, Checkbox, PasswordInput, Stack, Text, VisuallyHidden } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Card } from "../../components/card.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage } from "../../languages/index.ts";
import { tidyToken } from "../../lib/access-token.ts";
import { useSession } from "../../lib/session.tsx";
import { checkToken } from "./check-token.ts";
import styles from "./sign-in-page.module.css";

/** Asks for an access token, and keeps what was pasted through every refusal. */
export const SignInPage = (): ReactNode => {
  const { access } = useLanguage().sentences;
  const { enter, refused } = useSession();
  const [pasted, setPasted] = useState("");
  const [onDevice, setOnDevice] = useState(false);
  const [fault, setFault] = useState<{ readonly text: string; readonly tries: number } | null>(null);
  const [checking, setChecking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const tries = fault?.tries;
  useEffect(() => {
    if (tries !== undefined) input.current?.focus();
  }, [tries]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (checking) return;
    setChecking(true);
    const token = tidyToken(pasted);
    const text = await checkToken(token, access);
    setChecking(false);
    if (text === null) return enter(token, onDevice);
    setFault((last) => ({ text, tries: (last?.tries ?? 0) + 1 }));
  };

  return (
    <div className={styles["narrow"]}>
      <Card>
        <PageTitle text={access.title} focus={refused} />
        <Text>{refused ? access.noLonger : access.intro}</Text>
        <form noValidate onSubmit={submit}>
          <Stack gap="md">
            <PasswordInput
              ref={input}
              id="access-token"
              label={access.label}
              value={pasted}
              error={fault?.text}
              onChange={(event) => {
                setPasted(event.currentTarget.value);
                setFault(null);
              }}
              autoComplete="current-password"
              autoCapitalize="off"
              spellCheck={false}
              visibilityToggleFocusable
              visibilityToggleButtonProps={{ "aria-label": access.show }}
              required
            />
            <Checkbox
              classNames={{ description: styles["hint"] ?? "", input: styles["box"] ?? "" }}
              label={access.keep}
              description={access.keepHint}
              checked={onDevice}
              onChange={(event) => setOnDevice(event.currentTarget.checked)}
            />
            <div>
              <Button type="submit" aria-disabled={checking}>
                {checking ? access.sending : access.submit}
              </Button>
              <VisuallyHidden role="status">{checking ? access.sending : ""}</VisuallyHidden>
            </div>
          </Stack>
        </form>
      </Card>
    </div>
  );
};

import { Button, Stack, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { ApiDocsLink } from "../../components/api-docs-link.tsx";
import { Card } from "../../components/card.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useReadiness } from "../../lib/readiness.ts";
import { useSession } from "../../lib/session.tsx";
import styles from "./done-page.module.css";
import { doneSentences } from "./done-sentences.ts";
import type { SetupAnswer } from "./fields.ts";
import { firstSteps } from "./first-steps.ts";

/** What the set-up made: the access token, shown only here, and the way to a first mail. */
export const DonePage = ({ answer }: { readonly answer: SetupAnswer }): ReactNode => {
  const { done } = useLanguage().sentences;
  const { organization, user, accessToken } = answer;
  const say = useSay(doneSentences);
  const { enter } = useSession();
  const navigate = useNavigate();
  const [kept, setKept] = useState(false);
  const { checkAgain } = useReadiness();
  const goOn = async () => {
    // What is known of the installation is from before the set-up.
    await checkAgain();
    enter();
    await navigate({ to: "/get-started" });
  };
  useLeaveGuard(!kept);
  useEffect(() => {
    // The set-up token is spent: it need not stay in the address bar and the history.
    window.history.replaceState(null, "", window.location.pathname);
  }, []);
  const steps = firstSteps({ origin: window.location.origin, accessToken, email: user.email }, done);
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <PageTitle text={done.title} focus />
        <Text className={styles["summary"] ?? ""}>{done.summary(organization.name, user.email)}</Text>
      </Stack>
      <Card>
        <Title order={2}>{done.accessToken}</Title>
        <Text>{done.accessTokenHelp}</Text>
        <Copyable text={accessToken} what={done.accessToken} onCopied={() => setKept(true)} />
      </Card>
      <Card>
        <Title order={2}>{say("title")}</Title>
        <Text>{say("help")}</Text>
        <div>
          <Button onClick={() => void goOn()}>{say("go")}</Button>
        </div>
      </Card>
      <Card>
        <Title order={2}>{say("commands")}</Title>
        <ol className={styles["steps"]}>
          {steps.map(({ title, help, command }) => (
            <li key={title}>
              <Title order={3}>{title}</Title>
              <Stack gap="xs" className={styles["step"] ?? ""}>
                <Text size="sm">{help}</Text>
                <Copyable text={command} what={done.commandOf(title)} />
              </Stack>
            </li>
          ))}
        </ol>
        <Text>
          {done.more} <ApiDocsLink />
        </Text>
      </Card>
    </Stack>
  );
};

/** Asks before the page is left for good. */
const useLeaveGuard = (active: boolean): void => {
  useEffect(() => {
    if (!active) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", guard);
    return () => window.removeEventListener("beforeunload", guard);
  }, [active]);
};

import { Button, Text } from "@mantine/core";
import { signInWaysSchema } from "@tocsin/core/accounts";
import { type ReactNode, useState } from "react";
import { Link } from "../../components/link.tsx";
import { Notice } from "../../components/notice.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { rememberPlace } from "../../lib/return-to.ts";
import { useSession } from "../../lib/session.tsx";
import { CodeForm } from "./code-form.tsx";
import styles from "./narrow.module.css";
import { Narrow } from "./narrow.tsx";
import { PasswordForm, type SignInAnswer } from "./password-form.tsx";
import type { SignOnProblem } from "./problems.ts";
import { signInSentences } from "./sentences.ts";

interface Props {
  /** What went wrong on the way back from single sign-on. */
  readonly problem?: SignOnProblem | undefined;
  /** Whoever signed in goes on where he is, unless told. */
  readonly onDone?: () => void;
}

const fewCodes = 3;

/** Asks who somebody is: by password and second factor, or by another service. */
export const SignInPage = ({ problem, onDone }: Props): ReactNode => {
  const say = useSay(signInSentences);
  const toast = useToast();
  const { enter, ended } = useSession();
  const [challenge, setChallenge] = useState<string | null>(null);
  const take = (answer: SignInAnswer) => {
    if (answer.next === "secondStep") return setChallenge(answer.challenge);
    const { recoveryCodesLeft: left } = answer;
    if (left !== null && left <= fewCodes)
      toast({ text: left === 0 ? say("codes.none") : say("codes.few", { count: left }) });
    enter();
    onDone?.();
  };
  if (challenge !== null) {
    return (
      <Narrow>
        <CodeForm challenge={challenge} onAnswer={take} onBack={() => setChallenge(null)} />
      </Narrow>
    );
  }
  return (
    <Narrow>
      <PageTitle text={say("title")} focus={ended} />
      {ended && <Text>{say("ended")}</Text>}
      {problem !== undefined && <Notice title={say("problem.title")} text={say(`problem.${problem}`)} />}
      <PasswordForm onAnswer={take} />
      <Text size="sm">
        <Link to="/forgot" underline="always">
          {say("forgot")}
        </Link>
      </Text>
      <OtherWays />
    </Narrow>
  );
};

/** What the installation says of the ways to sign in. Until it has, a password is one. */
const OtherWays = (): ReactNode => {
  const say = useSay(signInSentences);
  const ways = useAnswer("/api/v1/sign-in", signInWaysSchema).value;
  if (ways === null) return null;
  if (!ways.secure) return <Notice title={say("refused.connection")} text={say("insecure")} />;
  if (ways.singleSignOn === null) return null;
  return (
    <>
      <div className={styles["or"]}>{say("or")}</div>
      <Button component="a" href={ways.singleSignOn.url} variant="default" fullWidth onClick={rememberPlace}>
        {ways.singleSignOn.title}
      </Button>
    </>
  );
};

import { Button, Text } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card } from "../components/card.tsx";
import { CodeLine } from "../components/code-line.tsx";
import { Link } from "../components/link.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { Pending } from "../components/pending.tsx";
import { useSay } from "../languages/index.ts";
import { useSession } from "../lib/session.tsx";
import { frameSentences } from "./sentences.ts";

/** While the code of a page is on its way. */
export const OpeningPage = (): ReactNode => <Pending label={useSay(frameSentences)("loading")} />;

/** For an address that no page has. */
export const MissingPage = (): ReactNode => {
  const say = useSay(frameSentences);
  return (
    <Card>
      <PageTitle text={say("missing.title")} />
      <Text>{say("missing.help")}</Text>
      <Text>
        <Link to="/" underline="always">
          {say("missing.home")}
        </Link>
      </Text>
    </Card>
  );
};

/** For somebody who is signed in, and whose last role was taken away. */
export const NoRolePage = (): ReactNode => {
  const say = useSay(frameSentences);
  const { leave } = useSession();
  return (
    <Card>
      <PageTitle text={say("noRole.title")} />
      <Text>{say("noRole.help")}</Text>
      <div>
        <Button onClick={() => void leave()}>{say("account.signOut")}</Button>
      </div>
    </Card>
  );
};

/** In place of a page that threw, with what it threw for us to read. */
export const CrashPage = ({ error }: ErrorComponentProps): ReactNode => {
  const say = useSay(frameSentences);
  return (
    <Card>
      <PageTitle text={say("crash.title")} />
      <Text>{say("crash.help")}</Text>
      <CodeLine text={error instanceof Error ? (error.stack ?? error.message) : String(error)} />
      <div>
        <Button onClick={() => window.location.reload()}>{say("crash.again")}</Button>
      </div>
    </Card>
  );
};

import { Text } from "@mantine/core";
import { linkResponseSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { FailurePage } from "../../components/failure-page.tsx";
import { ButtonLink } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pending } from "../../components/pending.tsx";
import { useSay } from "../../languages/index.ts";
import { useComputed } from "../../lib/api.ts";
import { statusOf } from "../../lib/http.ts";
import { BackToSignIn } from "./forgot-page.tsx";
import { Narrow } from "./narrow.tsx";
import { signInSentences } from "./sentences.ts";

/** Whom a link in a mail is for. */
export type AccountLink = ReturnType<typeof linkResponseSchema.parse>;

interface Props {
  readonly purpose: "invitation" | "passwordReset";
  readonly token: string;
  readonly children: (link: AccountLink) => ReactNode;
}

const paths = { invitation: "/api/v1/invitations/look", passwordReset: "/api/v1/password-resets/look" } as const;

/** Looks at a link of a mail, which uses nothing up, and shows its page; or why it opens nothing. */
export const LookedAt = ({ purpose, token, children }: Props): ReactNode => {
  const say = useSay(signInSentences);
  const { value, failure, asking, again } = useComputed(paths[purpose], { token }, linkResponseSchema);
  if (value !== null) return <Narrow>{children(value)}</Narrow>;
  if (failure === null) return <Pending label={say("link.looking")} />;
  if (![404, 422].includes(statusOf(failure) ?? 0)) return <FailurePage {...{ failure, asking }} onAgain={again} />;
  return (
    <Narrow>
      <PageTitle text={say("link.over")} focus />
      <Text>{say(purpose === "invitation" ? "link.overInvite" : "link.overReset")}</Text>
      {purpose === "passwordReset" && (
        <div>
          <ButtonLink to="/forgot">{say("link.another")}</ButtonLink>
        </div>
      )}
      <BackToSignIn />
    </Narrow>
  );
};

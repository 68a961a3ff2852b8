import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { useMe } from "../../lib/permissions.ts";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { RightsCard } from "./rights-card.tsx";
import { SecondFactorCard } from "./second-factor-card.tsx";
import { meSentences } from "./sentences.ts";
import { SessionsCard } from "./sessions-card.tsx";
import { TokensCard } from "./tokens-card.tsx";

/** One's own account: who one is, how one signs in, and what acts in one's name. */
export const MePage = (): ReactNode => {
  const say = useSay(meSentences);
  const me = useMe();
  if (me === null) return null;
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")} />
      <ProfileCard me={me} />
      <RightsCard me={me} />
      <PasswordCard email={me.user.email} />
      <SecondFactorCard />
      <SessionsCard />
      <TokensCard me={me} />
    </Stack>
  );
};

import { Text, Title } from "@mantine/core";
import { signInWaysSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { settingsSentences } from "./sentences.ts";

/** Whether people can sign in by another service, and how that is set up: the environment says so, since a mistake in it would lock everybody out. */
export const SignOnCard = (): ReactNode => {
  const say = useSay(settingsSentences);
  return (
    <Card>
      <Title order={2}>{say("signOn")}</Title>
      <Answered answer={useAnswer("/api/v1/sign-in", signInWaysSchema)}>
        {({ singleSignOn }) =>
          singleSignOn === null ? (
            <>
              <Text>{say("signOn.off")}</Text>
              <Copyable
                text={`${window.location.origin}/api/v1/sign-in/single-sign-on/callback`}
                what={say("signOn.address")}
              />
            </>
          ) : (
            <Text>{say("signOn.on", { title: singleSignOn.title })}</Text>
          )
        }
      </Answered>
    </Card>
  );
};

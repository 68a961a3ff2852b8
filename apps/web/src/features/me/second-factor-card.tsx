import { Button, Group, Text, Title } from "@mantine/core";
import { recoveryCodesSchema, secondFactorResponseSchema } from "@tocsin/core/accounts";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useOutdate } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { ConfirmedDialog } from "./confirmed-dialog.tsx";
import { EnrolDialog } from "./enrol-dialog.tsx";
import { RecoveryCodesDialog } from "./recovery-codes.tsx";
import { secondFactorPath } from "./second-factor-path.ts";
import { meSentences } from "./sentences.ts";

type Open = { readonly dialog: "enrol" | "newCodes" | "turnOff" } | { readonly codes: readonly string[] };

/** The authenticator app that a sign-in asks for besides the password. */
export const SecondFactorCard = (): ReactNode => {
  const say = useSay(meSentences);
  const toast = useToast();
  const outdate = useOutdate();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const showCodes = (codes: readonly string[]) => {
    setOpen({ codes });
    void outdate(secondFactorPath, "/api/v1/me/sessions");
  };
  const dialog = open !== null && "dialog" in open ? open.dialog : null;
  return (
    <Card>
      <Title order={2}>{say("factor")}</Title>
      <Answered answer={useAnswer(secondFactorPath, secondFactorResponseSchema)}>
        {({ state, recoveryCodesLeft }) => (
          <>
            <Text>{say(`factor.${state}`, { count: recoveryCodesLeft })}</Text>
            <Group gap="sm">
              {state !== "on" && <Button onClick={() => setOpen({ dialog: "enrol" })}>{say("factor.begin")}</Button>}
              {state === "on" && (
                <>
                  <Button variant="default" onClick={() => setOpen({ dialog: "newCodes" })}>
                    {say("factor.newCodes")}
                  </Button>
                  <Button variant="default" onClick={() => setOpen({ dialog: "turnOff" })}>
                    {say("factor.turnOff")}
                  </Button>
                </>
              )}
            </Group>
          </>
        )}
      </Answered>
      {dialog === "enrol" && <EnrolDialog onClose={close} onCodes={showCodes} />}
      {dialog === "newCodes" && (
        <ConfirmedDialog
          title={say("factor.newCodes")}
          help={say("factor.newCodesHelp")}
          path={`${secondFactorPath}/recovery-codes`}
          contract={recoveryCodesSchema}
          onDone={({ recoveryCodes }) => showCodes(recoveryCodes)}
          onClose={close}
        />
      )}
      {dialog === "turnOff" && (
        <ConfirmedDialog
          title={say("factor.turnOff")}
          help={say("factor.turnOffHelp")}
          path={`${secondFactorPath}/turn-off`}
          contract={nothing}
          onDone={() => {
            close();
            void outdate(secondFactorPath, "/api/v1/me/sessions");
            toast({ text: say("factor.turnedOff") });
          }}
          onClose={close}
        />
      )}
      {open !== null && "codes" in open && <RecoveryCodesDialog codes={open.codes} onClose={close} />}
    </Card>
  );
};

import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { attemptResponseSchema, deliveryResponseSchema } from "@tocsin/core/deliveries";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { FailureHelp } from "../../../components/failure-help.tsx";
import { useSay } from "../../../languages/index.ts";
import { useAnswer, useChange } from "../../../lib/api.ts";
import type { Failure } from "../../../lib/http.ts";
import { rulesPath } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import { Choices } from "./choices.tsx";
import type { Draft } from "./draft.ts";
import { sendable } from "./sendable.ts";
import styles from "./test-mail.module.css";

const sentSchema = z.object({ deliveries: z.array(z.object({ id: z.string(), address: z.string() })) });
const followedSchema = deliveryResponseSchema.extend({ attempts: z.array(attemptResponseSchema) });

type Sent = z.output<typeof sentSchema>["deliveries"];

/** Sends the mail as it is drafted, marked as a test, and shows what the mail server said of each address. */
export const TestMail = ({ draft }: { readonly draft: Draft }): ReactNode => {
  const say = useSay(ruleSentences);
  const { send, sending } = useChange();
  const [to, setTo] = useState<"me" | "recipients">("me");
  const [sent, setSent] = useState<Sent>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const toNobody = to === "recipients" && draft.recipients.length === 0;
  const sendTest = async () => {
    if (toNobody) return;
    const request = {
      method: "POST",
      path: `${rulesPath}/test-mail`,
      body: { rule: sendable(draft, say("preview.name")), to },
    } as const;
    const answer = await send({ request, contract: sentSchema, outdates: ["/api/v1/deliveries"] });
    setFailure(answer.ok ? null : answer.problem);
    setSent(answer.ok ? answer.value.deliveries : []);
  };
  return (
    <section className={styles["test"]} aria-label={say("test.title")}>
      <Choices id="test-to" legend={say("test.title")} hint={say("test.hint")}>
        <Group gap="lg">
          <Radio name="test-to" label={say("test.me")} checked={to === "me"} onChange={() => setTo("me")} />
          <Radio
            name="test-to"
            label={say("test.recipients")}
            checked={to === "recipients"}
            onChange={() => setTo("recipients")}
          />
        </Group>
      </Choices>
      <div>
        <Button variant="default" onClick={() => void sendTest()} aria-disabled={sending}>
          {say(sending ? "test.sending" : "test.send")}
        </Button>
      </div>
      <Stack gap={4} role="status">
        {toNobody && <Text size="sm">{say("fault.recipients.missing")}</Text>}
        {failure !== null && <FailureHelp failure={failure} asking={sending} onAgain={() => void sendTest()} />}
        {sent.map(({ id, address }) => (
          <Followed key={id} id={id} address={address} />
        ))}
      </Stack>
    </section>
  );
};

const everyMs = 1_000;

/** One test on its way, until the mail server has said what becomes of it. */
const Followed = ({ id, address }: Sent[number]): ReactNode => {
  const say = useSay(ruleSentences);
  const [settled, setSettled] = useState(false);
  const { value } = useAnswer(`/api/v1/deliveries/${id}`, followedSchema, settled ? {} : { everyMs });
  const said = value?.attempts.at(-1)?.outcome?.text ?? "";
  const over = value !== null && !["waiting", "sending"].includes(value.state);
  if (over && !settled) setSettled(true);
  return (
    <Text size="sm" data-state={value?.state} className={styles["line"] ?? ""}>
      <bdi>{address}</bdi>: {say(`delivery.${value?.state ?? "waiting"}`)}
      {said !== "" && (
        <>
          {" "}
          <span lang="en">({said})</span>
        </>
      )}
    </Text>
  );
};

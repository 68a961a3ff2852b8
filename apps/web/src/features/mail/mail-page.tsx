import { SegmentedControl, Stack, Text, useMatches } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type TransportKind, transportKinds } from "@tocsin/core/deliveries";
import { transportListSchema } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { NowCard } from "./now-card.tsx";
import { mailSentences } from "./sentences.ts";
import { TransportForm } from "./transport-form.tsx";
import type { Transports } from "./transports.ts";

const page = getRouteApi("/console/mail");

/** What carries mail, the settings of each kind, and a test that says what is wrong. */
export const MailPage = (): ReactNode => {
  const say = useSay(mailSentences);
  const answer = useAnswer("/api/v1/transports", transportListSchema, { everyMs: 5_000 });
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")} />
      <Answered answer={answer}>{(transports) => <Kinds transports={transports} />}</Answered>
    </Stack>
  );
};

const Kinds = ({ transports }: { readonly transports: Transports }): ReactNode => {
  const say = useSay(mailSentences);
  // Side by side they would be cut on a phone.
  const orientation = useMatches<"vertical" | "horizontal">({ base: "vertical", sm: "horizontal" });
  const { kind: asked } = page.useSearch();
  const navigate = page.useNavigate();
  const running = transports.active ?? transports.environment?.kind ?? "capture";
  const kind = asked ?? (transports.active === null && running === "capture" ? "smtp" : running);
  const choose = (next: string) =>
    void navigate({ search: { kind: next as TransportKind }, replace: true, resetScroll: false });
  return (
    <>
      <NowCard transports={transports} />
      <Stack gap="xs">
        <SegmentedControl
          aria-label={say("kind.label")}
          value={kind}
          onChange={choose}
          data={transportKinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
          orientation={orientation}
          fullWidth
        />
        <Text size="sm" c="dimmed">
          {say(`kind.${kind}.help`)}
        </Text>
      </Stack>
      <TransportForm
        key={kind}
        kind={kind}
        kept={transports.items.find((item) => item.kind === kind)}
        active={transports.active}
      />
    </>
  );
};

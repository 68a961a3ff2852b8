import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { silencePreviewSchema } from "@tocsin/core/silences";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { DataTable } from "../../components/data-table.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { useSay } from "../../languages/index.ts";
import { useAskedAtRest } from "../../lib/use-asked-at-rest.ts";
import { IncidentLink } from "./incident-link.tsx";
import { silenceSentences } from "./sentences.ts";
import { type Silence, silencesPath } from "./silence.ts";
import { draftOf, type Values, valuesSchema } from "./values.ts";

type Preview = z.output<typeof silencePreviewSchema>;

const shownMax = 10;

interface Props {
  readonly silence: Silence | null;
  readonly maySilenceAll: boolean;
}

/** What the silence as it stands in the form would have held of the last days, judged as live traffic is. */
export const SilencePreview = (props: Props): ReactNode => {
  const say = useSay(silenceSentences);
  const { preview, whole } = usePreview(props);
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={3} size="h4">
        {say("preview")}
      </Title>
      {!whole && <Text c="dimmed">{say("preview.wait")}</Text>}
      {whole && (preview === null ? <Skeleton height="3rem" /> : <Outcome preview={preview} />)}
    </Stack>
  );
};

const Outcome = ({ preview }: { readonly preview: Preview }): ReactNode => {
  const say = useSay(silenceSentences);
  const { days, held, incidentCount, toldForBeingHigh, incidents, cut } = preview;
  return (
    <>
      <Text>
        {say("preview.held", { days, held, incidents: incidentCount })}{" "}
        {toldForBeingHigh > 0 && say("preview.high", { count: toldForBeingHigh })} {cut && say("preview.cut")}
      </Text>
      {incidents.length > 0 && (
        <DataTable
          caption={say("preview")}
          columns={[
            { id: "severity", header: say("severity"), tight: true, cell: (one) => <SeverityBadge {...one} /> },
            { id: "incident", header: say("incident"), names: true, cell: (one) => <IncidentLink {...one} /> },
            {
              id: "what",
              header: say("preview.what"),
              cell: ({ wholly }) => say(wholly ? "preview.wholly" : "preview.partly"),
            },
          ]}
          rows={incidents.slice(0, shownMax)}
          keyOf={({ id }) => id}
        />
      )}
    </>
  );
};

const usePreview = ({
  silence,
  maySilenceAll,
}: Props): { readonly preview: Preview | null; readonly whole: boolean } => {
  const say = useSay(silenceSentences);
  const values = useWatch<Values>() as Values;
  const entered = { ...values, comment: values.comment.trim() || "–" };
  const whole = valuesSchema(say, silence, maySilenceAll, ({ message }) => message).safeParse(entered).success;
  const draft = whole ? draftOf(entered, silence) : null;
  return { preview: useAskedAtRest(`${silencesPath}/preview`, silencePreviewSchema, draft), whole };
};

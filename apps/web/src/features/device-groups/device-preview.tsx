import { Stack, Text, Title } from "@mantine/core";
import { deviceGroupDraftSchema, devicePreviewSchema } from "@tocsin/core/device-groups";
import type { ReactNode } from "react";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useSay } from "../../languages/index.ts";
import { useAskedAtRest } from "../../lib/use-asked-at-rest.ts";
import { deviceGroupSentences } from "./sentences.ts";
import { conditionsOf, type Values } from "./values.ts";

type Preview = z.output<typeof devicePreviewSchema>;

/** The devices that the conditions match as they stand in the form, and the group of each as it is now. */
export const DevicePreview = (): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const preview = usePreview();
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={2} size="h4">
        {say("preview")}
      </Title>
      {preview === null ? (
        <Text c="dimmed">{say("preview.wait")}</Text>
      ) : (
        <Text>
          {say("preview.count", { count: preview.count })}{" "}
          {preview.count > preview.devices.length && say("preview.more")}
        </Text>
      )}
      {preview !== null && preview.devices.length > 0 && (
        <DataTable
          caption={say("preview")}
          columns={[
            { id: "name", header: say("preview.device"), names: true, cell: ({ name }) => <Foreign text={name} /> },
            { id: "group", header: say("preview.group"), cell: ({ deviceGroup }) => <Foreign text={deviceGroup} /> },
          ]}
          rows={preview.devices}
          keyOf={({ name, domain }) => `${name} ${domain}`}
        />
      )}
    </Stack>
  );
};

const usePreview = (): Preview | null => {
  const entered = useWatch<Values, "conditions">({ name: "conditions" });
  const judged = deviceGroupDraftSchema.shape.conditions.safeParse(conditionsOf(entered));
  const draft = judged.success ? { conditions: judged.data } : null;
  return useAskedAtRest("/api/v1/device-groups/preview", devicePreviewSchema, draft);
};

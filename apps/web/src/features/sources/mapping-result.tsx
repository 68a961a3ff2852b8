import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { useSay } from "../../languages/index.ts";
import type { Preview } from "./preview.ts";
import { sourceSentences } from "./sentences.ts";

/** What each document of the pasted payload would become. */
export const MappingResult = ({ preview }: { readonly preview: Preview | null }): ReactNode => {
  const say = useSay(sourceSentences);
  return (
    <Stack gap="xs" aria-live="polite">
      <Title order={3}>{say("mapping.result")}</Title>
      {preview === null && <Text c="dimmed">{say("mapping.wait")}</Text>}
      {preview?.documents.map((document, index) => (
        <Document key={index} document={document} />
      ))}
    </Stack>
  );
};

const Document = ({ document }: { readonly document: Preview["documents"][number] }): ReactNode => {
  const say = useSay(sourceSentences);
  if (document.outcome === "ignored") {
    return <Text lang="en">{say.rich("mapping.ignored", { reason: <Foreign text={document.reason} /> })}</Text>;
  }
  if (document.outcome === "problem") {
    const said = document.path === "" ? document.problem : `${document.path}: ${document.problem}`;
    return (
      <Text lang="en" c="var(--mantine-color-error)">
        {say.rich("mapping.problem", { problem: <Foreign text={said} /> })}
      </Text>
    );
  }
  const { severity, title, description } = document.incident;
  return (
    <Stack gap={4}>
      <div>
        <SeverityBadge severity={severity} />
      </div>
      <Text fw={600}>{say.rich("mapping.incident", { title: <Foreign text={title} /> })}</Text>
      {description !== "" && (
        <Text size="sm">
          <Foreign text={description ?? ""} />
        </Text>
      )}
    </Stack>
  );
};

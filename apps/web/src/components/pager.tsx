import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import { ButtonLink } from "./link.tsx";
import { pieceSentences } from "./sentences.ts";

interface Props {
  /** Where this page starts; undefined on the first one. */
  readonly cursor: string | undefined;
  /** Where the next one starts; null on the last one. */
  readonly next: string | null;
}

/** Leads through the pages of a list whose place is `cursor` in the address; the browser's own Back leads back. */
export const Pager = ({ cursor, next }: Props): ReactNode => {
  const say = useSay(pieceSentences);
  if (cursor === undefined && next === null) return null;
  const searchWith = (place: string | undefined) => (search: Record<string, unknown>) => ({ ...search, cursor: place });
  return (
    <nav aria-label={say("pager.label")}>
      <Group gap="sm" justify="flex-end">
        {cursor !== undefined && (
          <ButtonLink to="." search={searchWith(undefined) as never} variant="default">
            {say("pager.first")}
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink to="." search={searchWith(next) as never} variant="default">
            {say("pager.next")}
          </ButtonLink>
        )}
      </Group>
    </nav>
  );
};

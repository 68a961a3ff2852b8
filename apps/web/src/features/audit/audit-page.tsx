import { Button, Stack, Text, VisuallyHidden } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useOwnPath } from "../../lib/api.ts";
import { AuditFilters, isNarrowed } from "./audit-filters.tsx";
import { type AuditSearch, nothingTyped, type Typed } from "./audit-search.ts";
import { useEntryColumns } from "./entry-columns.tsx";
import { EntryDialog } from "./entry-dialog.tsx";
import { kindTyped } from "./kinds.ts";
import { auditPath, type Entry, queryOf, useEntries } from "./requests.ts";
import { auditSentences } from "./sentences.ts";
import { VerifyButton } from "./verify-button.tsx";

const route = getRouteApi("/console/audit");

/** Who did what, and who was refused what. */
export const AuditPage = (): ReactNode => {
  const say = useSay(auditSentences);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")} />
      <NeedsRight right="audit.read">
        <Log />
      </NeedsRight>
    </Stack>
  );
};

const Log = (): ReactNode => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(nothingTyped);
  const [shown, setShown] = useState<Entry | null>(null);
  const asked = { ...typed, object: kindTyped(typed.object, useLanguage().language) };
  const change = (next: AuditSearch, nextTyped: Typed) => {
    setTyped(nextTyped);
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  return (
    <>
      <VerifyButton />
      <AuditFilters search={search} typed={typed} onChange={change} />
      <Answered answer={useEntries(search, asked)}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Nothing narrowed={isNarrowed(search, typed)} />
          ) : (
            <>
              <Entries items={items} onShow={setShown} />
              <Pager cursor={search.cursor} next={next} />
            </>
          )
        }
      </Answered>
      <Export search={search} typed={asked} />
      {shown !== null && <EntryDialog entry={shown} onClose={() => setShown(null)} />}
    </>
  );
};

const Nothing = ({ narrowed }: { readonly narrowed: boolean }): ReactNode => {
  const say = useSay(auditSentences);
  return narrowed ? (
    <EmptyState title={say("empty.filtered")} text={say("empty.filteredHelp")} />
  ) : (
    <EmptyState title={say("empty")} text={say("empty.help")} />
  );
};

interface EntriesProps {
  readonly items: readonly Entry[];
  readonly onShow: (entry: Entry) => void;
}

const Entries = ({ items, onShow }: EntriesProps): ReactNode => {
  const say = useSay(auditSentences);
  const columns = useEntryColumns();
  return (
    <DataTable
      caption={say("caption")}
      columns={columns}
      rows={items}
      keyOf={({ seq }) => String(seq)}
      toneOf={({ outcome }) => (outcome === "denied" ? "fault" : undefined)}
      actions={(entry) => (
        <Button variant="default" size="compact-sm" onClick={() => onShow(entry)}>
          <span aria-hidden="true">{say("show")}</span>
          <VisuallyHidden>{say("showNamed", { seq: String(entry.seq) })}</VisuallyHidden>
        </Button>
      )}
    />
  );
};

const Export = ({ search, typed }: { readonly search: AuditSearch; readonly typed: Typed }): ReactNode => {
  const say = useSay(auditSentences);
  const ownPath = useOwnPath();
  return (
    <NeedsRight right="audit.export">
      <Stack gap="xs" align="start">
        <Button
          component="a"
          variant="default"
          href={ownPath(`${auditPath}/export?${queryOf(search, typed)}`)}
          download="audit.ndjson"
        >
          {say("export")}
        </Button>
        <Text size="sm" c="dimmed">
          {say("export.hint")}
        </Text>
      </Stack>
    </NeedsRight>
  );
};

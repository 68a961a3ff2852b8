import { Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { pageSchema } from "@tocsin/core/kernel";
import { recipientResponseSchema } from "@tocsin/core/recipients";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { useReason } from "../../lib/use-reason.ts";
import type { Recipient } from "./recipient.ts";
import { useRecipientColumns } from "./recipient-columns.tsx";
import { RecipientDialog } from "./recipient-dialog.tsx";
import { recipientSentences } from "./sentences.ts";

const recipientPage = pageSchema(recipientResponseSchema);
const route = getRouteApi("/console/recipients");

/** Everybody whom rules tell, with language and zone, their last mail and what went wrong. */
export const RecipientsPage = (): ReactNode => {
  const say = useSay(recipientSentences);
  const { cursor } = route.useSearch();
  const path = `/api/v1/recipients${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`;
  const answer = useAnswer(path, recipientPage);
  /** Null: closed; "new": for an address that is not there yet. */
  const [open, setOpen] = useState<Recipient | "new" | null>(null);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        <NeedsRight right="recipients.manage">
          <Button onClick={() => setOpen("new")}>{say("add")}</Button>
        </NeedsRight>
      </PageTitle>
      <Answered answer={answer}>
        {({ items, next }) =>
          items.length === 0 && cursor === undefined ? (
            <EmptyState title={say("empty")} text={say("empty.help")} />
          ) : (
            <>
              <Recipients items={items} onEdit={setOpen} />
              <Pager cursor={cursor} next={next} />
            </>
          )
        }
      </Answered>
      {open !== null && <RecipientDialog recipient={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </Stack>
  );
};

interface Props {
  readonly items: readonly Recipient[];
  readonly onEdit: (recipient: Recipient) => void;
}

const Recipients = ({ items, onEdit }: Props): ReactNode => {
  const say = useSay(recipientSentences);
  const columns = useRecipientColumns();
  const { may } = usePermissions();
  const { remove, problem } = useRemoval();
  const actions = (recipient: Recipient): ReactNode => {
    const { address, rules } = recipient;
    return (
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={() => onEdit(recipient)}>
          <span aria-hidden="true">{say("edit.short")}</span>
          <VisuallyHidden>{say("edit", { address })}</VisuallyHidden>
        </Button>
        {rules.length === 0 && (
          <Button variant="default" size="compact-sm" onClick={() => void remove(address)}>
            <span aria-hidden="true">{say("remove.short")}</span>
            <VisuallyHidden>{say("remove", { address })}</VisuallyHidden>
          </Button>
        )}
      </Group>
    );
  };
  return (
    <>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <DataTable
        caption={say("caption")}
        columns={columns}
        rows={items}
        keyOf={({ address }) => address}
        toneOf={({ trouble }) => (trouble === null ? undefined : "fault")}
        {...(may("recipients.manage") && { actions })}
      />
    </>
  );
};

const useRemoval = () => {
  const say = useSay(recipientSentences);
  const reasonOf = useReason();
  const confirm = useConfirm();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (address: string): Promise<void> => {
    const question = {
      title: say("remove.title", { address }),
      text: say("remove.text"),
      action: say("remove.short"),
      danger: true,
    };
    if (!(await confirm(question))) return;
    const path = `/api/v1/recipients/${encodeURIComponent(address)}`;
    const answer = await send({
      request: { method: "DELETE", path },
      contract: nothing,
      outdates: ["/api/v1/recipients"],
    });
    if (answer.ok) {
      setProblem(null);
      toast({ text: say("removed", { address }) });
    } else setProblem(reasonOf(answer.problem));
  };
  return { remove, problem };
};

import { Button, Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { deviceGroupListSchema } from "@tocsin/core/device-groups";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { AscendingIcon, DescendingIcon } from "../../components/icons.ts";
import { ButtonLink, Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { ConditionWords } from "./condition-words.tsx";
import type { DeviceGroup } from "./device-group.ts";
import { deviceGroupSentences } from "./sentences.ts";
import { useDeletion } from "./use-deletion.tsx";
import { useMoves } from "./use-moves.ts";

/** The ranked groups, moved by buttons or by dragging; the last one is everybody's. */
export const DeviceGroupsPage = (): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const answer = useAnswer("/api/v1/device-groups", deviceGroupListSchema);
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        <NeedsRight right="deviceGroups.manage">
          <ButtonLink to="/device-groups/new">{say("add")}</ButtonLink>
        </NeedsRight>
      </PageTitle>
      <Answered answer={answer}>{({ items }) => <Groups groups={items} />}</Answered>
    </Stack>
  );
};

const Groups = ({ groups }: { readonly groups: readonly DeviceGroup[] }): ReactNode => {
  const say = useSay(deviceGroupSentences);
  const { may } = usePermissions();
  const { move, said } = useMoves();
  const { remove, problem } = useDeletion();
  const [dragged, setDragged] = useState<DeviceGroup | null>(null);
  const ranked = groups.filter(({ rank }) => rank !== null);
  if (ranked.length === 0) return <EmptyState title={say("empty")} text={say("empty.help")} />;

  const name = (group: DeviceGroup): ReactNode =>
    group.rank === null ? (
      say("ungrouped.name")
    ) : (
      <DropPlace group={group} dragged={dragged} onDrag={setDragged} onDrop={move} mayMove={may("deviceGroups.manage")}>
        <Link to="/device-groups/$id" params={{ id: group.id }}>
          <Foreign text={group.name} />
        </Link>
      </DropPlace>
    );
  const columns: readonly Column<DeviceGroup>[] = [
    { id: "rank", header: say("rank"), tight: true, figures: true, cell: ({ rank }) => rank ?? say("last") },
    { id: "name", header: say("name"), names: true, cell: name },
    {
      id: "match",
      header: say("match"),
      cell: ({ rank, conditions }) =>
        rank === null ? say("ungrouped.match") : <ConditionWords conditions={conditions} />,
    },
  ];
  const actions = (group: DeviceGroup): ReactNode => {
    const { rank } = group;
    if (rank === null) return null;
    return (
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Button
          variant="default"
          size="compact-sm"
          aria-disabled={rank === 1}
          onClick={() => rank > 1 && void move(group, rank - 1)}
        >
          <AscendingIcon size={16} aria-hidden="true" />
          <VisuallyHidden>{say("up", { name: group.name })}</VisuallyHidden>
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-disabled={rank === ranked.length}
          onClick={() => rank < ranked.length && void move(group, rank + 1)}
        >
          <DescendingIcon size={16} aria-hidden="true" />
          <VisuallyHidden>{say("down", { name: group.name })}</VisuallyHidden>
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => void remove(group)}>
          <span aria-hidden="true">{say("delete.short")}</span>
          <VisuallyHidden>{say("delete", { name: group.name })}</VisuallyHidden>
        </Button>
      </Group>
    );
  };
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <DataTable
        caption={say("caption")}
        columns={columns}
        rows={groups}
        keyOf={({ id }) => id}
        {...(may("deviceGroups.manage") && { actions })}
      />
    </>
  );
};

interface DropProps {
  readonly group: DeviceGroup;
  readonly dragged: DeviceGroup | null;
  readonly onDrag: (group: DeviceGroup | null) => void;
  readonly onDrop: (group: DeviceGroup, rank: number) => Promise<void>;
  readonly mayMove: boolean;
  readonly children: ReactNode;
}

/** Can be dragged onto another group, whose rank it takes. The buttons at the end of the row do the same. */
const DropPlace = ({ group, dragged, onDrag, onDrop, mayMove, children }: DropProps): ReactNode => (
  // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way; the first are buttons
  <span
    draggable={mayMove}
    style={{ display: "block", cursor: mayMove ? "grab" : undefined }}
    onDragStart={() => onDrag(group)}
    onDragEnd={() => onDrag(null)}
    onDragOver={(event) => {
      if (dragged !== null && dragged.id !== group.id) event.preventDefault();
    }}
    onDrop={(event) => {
      event.preventDefault();
      if (dragged !== null && group.rank !== null) void onDrop(dragged, group.rank);
      onDrag(null);
    }}
  >
    {children}
  </span>
);

import { Button, Group, Modal, Text, Title, VisuallyHidden } from "@mantine/core";
import { organizationDraftSchema, organizationResponseSchema } from "@tocsin/core/organizations";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { NeedsRight } from "../../components/needs-right.tsx";
import { Time } from "../../components/time.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { nothing } from "../../lib/http.ts";
import { type Organization, organizationsPath } from "../../lib/organization.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { mePath, useSession } from "../../lib/session.tsx";
import { useReason } from "../../lib/use-reason.ts";
import { useTimes } from "../../lib/use-times.ts";
import { settingsSentences } from "./sentences.ts";

interface Props {
  readonly items: readonly Organization[];
  /** The one that requests act in. */
  readonly here: string | null;
}

const outdates = [organizationsPath, mePath] as const;

/** The organizations that one works in, and the way from one to another. */
export const OrganizationsCard = ({ items, here }: Props): ReactNode => {
  const say = useSay(settingsSentences);
  const times = useTimes();
  const { may } = usePermissions();
  const { choose } = useSession();
  const { remove, problem } = useRemoval();
  const [making, setMaking] = useState(false);
  const columns: readonly Column<Organization>[] = [
    {
      id: "name",
      header: say("name"),
      names: true,
      cell: ({ id, name }) => (
        <>
          <Foreign text={name} />
          {id === here && (
            <Text size="sm" c="dimmed" fw={400}>
              {say("organizations.here")}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "since",
      header: say("organizations.since"),
      cell: ({ createdAt }) => <Time at={createdAt} times={times} />,
    },
  ];
  const actions = ({ id, name }: Organization): ReactNode =>
    id === here ? null : (
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={() => choose(id)}>
          <span aria-hidden="true">{say("organizations.open")}</span>
          <VisuallyHidden>{say("organizations.openNamed", { name })}</VisuallyHidden>
        </Button>
        {may("organizations.create") && (
          <Button variant="default" size="compact-sm" onClick={() => void remove(id, name)}>
            <span aria-hidden="true">{say("organizations.remove")}</span>
            <VisuallyHidden>{say("organizations.removeNamed", { name })}</VisuallyHidden>
          </Button>
        )}
      </Group>
    );
  return (
    <Card>
      <Title order={2}>{say("organizations")}</Title>
      <Text size="sm">{say("organizations.intro")}</Text>
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      <DataTable
        caption={say("organizations.caption")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        {...(items.length > 1 && { actions })}
      />
      <NeedsRight right="organizations.create">
        <div>
          <Button variant="default" onClick={() => setMaking(true)}>
            {say("organizations.add")}
          </Button>
        </div>
      </NeedsRight>
      {making && <NewOrganizationDialog onClose={() => setMaking(false)} />}
    </Card>
  );
};

const useRemoval = () => {
  const say = useSay(settingsSentences);
  const reasonOf = useReason();
  const confirm = useConfirm();
  const toast = useToast();
  const { send } = useChange();
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async (id: string, name: string): Promise<void> => {
    const question = {
      title: say("organizations.remove.title", { name }),
      text: say("organizations.remove.text"),
      action: say("organizations.remove"),
      danger: true,
      typed: name,
    };
    if (!(await confirm(question))) return;
    const request = { method: "DELETE", path: `${organizationsPath}/${id}` } as const;
    const answer = await send({ request, contract: nothing, outdates });
    if (answer.ok) toast({ text: say("organizations.removed", { name }) });
    const failure = answer.ok ? null : answer.problem;
    setProblem(failure === null ? null : say("failed", { reason: reasonOf(failure) }));
  };
  return { remove, problem };
};

const newSchema = z.object({ name: organizationDraftSchema.shape.name });

const NewOrganizationDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const say = useSay(settingsSentences);
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm<{ readonly name: string }, Organization>({
    schema: newSchema,
    values: { name: "" },
    save: (body) =>
      send({
        request: { method: "POST", path: organizationsPath, body },
        contract: organizationResponseSchema,
        outdates,
      }),
    onSaved: ({ name }) => {
      toast({ text: say("organizations.made", { name }) });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={say("organizations.add")} closeButtonProps={{ "aria-label": say("close") }}>
      <SavingForm form={form} action={say("organizations.create")}>
        <TextField name="name" label={say("name")} autoComplete="off" data-autofocus />
      </SavingForm>
    </Modal>
  );
};

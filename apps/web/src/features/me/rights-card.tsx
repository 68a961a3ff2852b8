import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { DeviceGroupNames } from "../../components/device-group-names.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useSay } from "../../languages/index.ts";
import type { Me } from "../../lib/permissions.ts";
import { meSentences } from "./sentences.ts";

/** The roles that one has here, and what they leave out. */
export const RightsCard = ({ me }: { readonly me: Me }): ReactNode => {
  const say = useSay(meSentences);
  const here = me.assignments.filter(
    ({ organizationId }) => organizationId === null || organizationId === me.organization?.id,
  );
  const groups = me.deviceGroups?.map(({ name }) => name).join(", ");
  return (
    <Card>
      <Title order={2}>{say("rights")}</Title>
      <FactList
        facts={here.map(({ title, organizationId, deviceGroups }) => [
          title,
          organizationId === null ? say("rights.everywhere") : <DeviceGroupNames key={title} ids={deviceGroups} />,
        ])}
      />
      {groups !== undefined && <Text size="sm">{say.rich("rights.some", { groups: <Foreign text={groups} /> })}</Text>}
    </Card>
  );
};

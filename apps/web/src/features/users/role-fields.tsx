import { allRoles, type Role, roles } from "@tocsin/core/access";
import type { ReactNode } from "react";
import { DeviceGroupsField } from "../../components/form/device-groups-field.tsx";
import { SelectField } from "../../components/form/fields.tsx";
import { useSay } from "../../languages/index.ts";
import { userSentences } from "./sentences.ts";

/** Roles that somebody can have by themselves, the strongest last, so that it is not given by accident. */
export const mainRoles: readonly Role[] = allRoles.filter((role) => !roles[role].addOn).toReversed();

interface Props {
  readonly offered: readonly Role[];
  /** Whether the role can be limited to device groups. */
  readonly limitable?: boolean;
}

/** Which role, and where: the fields `role` and `deviceGroups` of a form. */
export const RoleFields = ({ offered, limitable = true }: Props): ReactNode => {
  const say = useSay(userSentences);
  return (
    <>
      <SelectField
        name="role"
        label={say("role")}
        data={offered.map((value) => ({ value, label: roles[value].title }))}
      />
      {limitable && <DeviceGroupsField name="deviceGroups" label={say("groups")} />}
    </>
  );
};

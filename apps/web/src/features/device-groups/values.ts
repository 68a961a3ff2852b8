import type { DeviceGroup } from "./device-group.ts";

export interface ConditionValues {
  readonly property: string;
  readonly operator: string;
  /** As they are typed, parted by commas. */
  readonly values: string;
}

export interface Values {
  readonly name: string;
  readonly description: string;
  readonly conditions: ConditionValues[];
}

export const emptyCondition: ConditionValues = { property: "name", operator: "startsWith", values: "" };

export const valuesOf = (group: DeviceGroup | null): Values => ({
  name: group?.name ?? "",
  description: group?.description ?? "",
  conditions: group?.conditions.map((condition) => ({ ...condition, values: condition.values.join(", ") })) ?? [
    emptyCondition,
  ],
});

/** The conditions of the request. An address lies in a range and does nothing else. */
export const conditionsOf = (conditions: readonly ConditionValues[]): readonly object[] =>
  conditions.map(({ property, operator, values }) => ({
    property,
    operator: property === "ip" ? "inRange" : operator === "inRange" ? "is" : operator,
    values: values
      .split(/[,\n]/)
      .map((value) => value.trim())
      .filter((value) => value !== ""),
  }));

export const draftOf = ({ name, description, conditions }: Values): object => ({
  name,
  description,
  conditions: conditionsOf(conditions),
});

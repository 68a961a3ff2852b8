import { type DeviceGroupId, isInRange } from "../kernel/index.ts";
import { type DeviceCondition, type DeviceGroup, ungroupedId } from "./device-group.ts";

/** What a group may ask of a device. */
export interface Device {
  readonly name: string;
  readonly domain: string | null;
  readonly os: string | null;
  readonly sourceGroup: string | null;
  readonly tags: readonly string[];
  readonly ips: readonly string[];
}

/** The one group of a device: the first of `groups`, which come in rank order, that it matches, else *Ungrouped devices*. */
export const groupOf = (device: Device, groups: readonly DeviceGroup[]): DeviceGroupId =>
  groups.find((group) => matchesAll(device, group.conditions))?.id ?? ungroupedId;

/** Whether a device fulfils every one of a group's conditions. */
export const matchesAll = (device: Device, conditions: readonly DeviceCondition[]): boolean =>
  conditions.every((condition) => holds(condition, device));

const holds = (condition: DeviceCondition, device: Device): boolean => {
  if (condition.property === "ip") {
    return device.ips.some((ip) => condition.values.some((range) => isInRange(ip, range)));
  }
  const actual = textsOf(device, condition.property).map(fold);
  return condition.values.map(fold).some((wanted) => actual.some((text) => compare[condition.operator](text, wanted)));
};

const textsOf = (device: Device, property: "name" | "domain" | "tag" | "os" | "sourceGroup"): readonly string[] => {
  if (property === "tag") return device.tags;
  const text = device[property];
  return text === null ? [] : [text];
};

const compare = {
  is: (text: string, wanted: string) => text === wanted,
  startsWith: (text: string, wanted: string) => text.startsWith(wanted),
  endsWith: (text: string, wanted: string) => text.endsWith(wanted),
  contains: (text: string, wanted: string) => text.includes(wanted),
};

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

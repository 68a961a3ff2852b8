import { pageSchema } from "@tocsin/core/kernel";
import type { RuleDraft, RuleResponse } from "@tocsin/core/notification-rules";
import { ruleResponseSchema, ruleStatisticsSchema, ruleVersionSchema } from "@tocsin/core/notification-rules";
import { sourceResponseSchema } from "@tocsin/core/sources";
import { useMemo } from "react";
import { z } from "zod";
import { useAnswer } from "../../lib/api.ts";
import type { RulesSearch } from "./rules-search.ts";

export const rulesPath = "/api/v1/notification-rules";
export const rulePath = (id: string): string => `${rulesPath}/${encodeURIComponent(id)}`;

const rules = pageSchema(ruleResponseSchema);
const versions = z.object({ items: z.array(ruleVersionSchema) });
const statistics = z.object({ items: z.array(ruleStatisticsSchema) });
const groups = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const sources = pageSchema(sourceResponseSchema);

export type { RuleDraft, RuleResponse };
export type RuleVersion = z.output<typeof ruleVersionSchema>;

export const useRules = ({ group: deviceGroup, ...search }: RulesSearch) => {
  const asked = Object.entries({ limit: "50", deviceGroup, ...search }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return useAnswer(`${rulesPath}?${new URLSearchParams(asked)}`, rules);
};

export type Statistics = z.output<typeof ruleStatisticsSchema>;

/** What each rule did in the last 30 days, by its id; empty until it is known. */
export const useStatistics = (): ReadonlyMap<string, Statistics> => {
  const { value } = useAnswer(`${rulesPath}/statistics`, statistics);
  return useMemo(() => new Map(value?.items.map((each) => [each.ruleId, each])), [value]);
};

export const useRule = (id: string) => useAnswer(rulePath(id), ruleResponseSchema);

export const useVersions = (id: string) => useAnswer(`${rulePath(id)}/versions`, versions);

/** What a rule names by id, by the names that people know. */
export interface Names {
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly { readonly id: string; readonly name: string }[];
}

/** The organization's device groups and sources; empty until they are there. */
export const useNames = (): Names => ({
  groups: useAnswer("/api/v1/device-groups", groups).value?.items ?? none,
  sources: useAnswer("/api/v1/sources?limit=200", sources).value?.items ?? none,
});

const none: readonly never[] = [];

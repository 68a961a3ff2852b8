import { useNavigate } from "@tanstack/react-router";
import { incidentPageSchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import { type ComponentType, useEffect, useState } from "react";
import { z } from "zod";
import { IncidentsIcon, RulesIcon } from "../../components/icons.ts";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { lineOf } from "../../lib/foreign-text.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { navigation } from "../navigation.ts";
import { frameSentences } from "../sentences.ts";

/** Something that the palette leads to. */
export interface Find {
  readonly key: string;
  readonly text: string;
  /** What it is, where it is not a page. */
  readonly what: string | null;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  readonly open: () => void;
}

const restMs = 200;
const foundMax = 5;
/** One letter stands in everything; a number of one figure is an incident. */
const worthAsking = /^#?\d+$|../;
const rules = pageSchema(z.object({ id: z.string(), name: z.string() }));

interface Found {
  readonly finds: readonly Find[];
  /** Whether more may be on its way. */
  readonly asking: boolean;
}

/** What fits the words that were typed: pages at once; rules and incidents when nobody types any more. */
export const useFinds = (typed: string): Found => {
  const say = useSay(frameSentences);
  const navigate = useNavigate();
  const { may } = usePermissions();
  const wanted = typed.trim();
  const rested = useRested(wanted);
  const asks = worthAsking.test(rested) && rested === wanted;
  const number = /^#?(\d{1,15})$/.exec(rested)?.[1];
  const query = new URLSearchParams({ text: rested, limit: String(foundMax) });
  const ruleAnswer = useAnswer(`/api/v1/notification-rules?${query}`, rules, { enabled: asks && may("rules.read") });
  const incidentAnswer = useAnswer(
    `/api/v1/incidents?${number === undefined ? query : `number=${number}`}`,
    incidentPageSchema,
    { enabled: asks },
  );
  const pages = navigation
    .flatMap(({ entries }) => entries)
    .map(({ to, label, icon }) => ({ key: to, text: say(label), what: null, icon, open: () => void navigate({ to }) }))
    .filter(({ text }) => text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  if (!asks) return { finds: pages, asking: worthAsking.test(wanted) };
  const incidents = (incidentAnswer.value?.items ?? []).map(({ id, number, title }) => ({
    key: id,
    text: `${number} ${lineOf(title, "")}`,
    what: say("palette.incident"),
    icon: IncidentsIcon,
    open: () => void navigate({ to: "/incidents/$id", params: { id } }),
  }));
  const found = (ruleAnswer.value?.items ?? []).map(({ id, name }) => ({
    key: id,
    text: lineOf(name, ""),
    what: say("palette.rule"),
    icon: RulesIcon,
    open: () => void navigate({ to: "/rules/$id", params: { id } }),
  }));
  return { finds: [...pages, ...found, ...incidents], asking: ruleAnswer.asking || incidentAnswer.asking };
};

const useRested = (text: string): string => {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
};

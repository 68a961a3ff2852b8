import { deliveryStates } from "@tocsin/core/deliveries";
import type { ReactNode } from "react";
import { FilterBar } from "../../components/filter-bar.tsx";
import { useSay } from "../../languages/index.ts";
import { ranges } from "../../lib/ranges.ts";
import type { LogSearch } from "./log-search.ts";
import { useRules } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";

interface Props {
  readonly search: LogSearch;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSearch: (search: LogSearch) => void;
}

/** What the log can be narrowed to. */
export const LogFilters = ({ search, text, onText, onSearch }: Props): ReactNode => {
  const say = useSay(deliverySentences);
  const rules = useRules().value?.items ?? [];
  const decisions = search.view === "decisions";
  const { view, cursor: _cursor, ...filters } = search;
  const change = (name: string, value: string) => {
    if (name === "text") onText(value);
    else onSearch({ ...search, cursor: undefined, [name]: value === "" ? undefined : value });
  };
  return (
    <FilterBar
      label={say("filters")}
      {...(!decisions && { search: { label: say("search"), value: text } })}
      narrowed={text !== "" || Object.values(filters).some((value) => value !== undefined)}
      onChange={change}
      onClear={() => {
        onText("");
        onSearch({ view });
      }}
      choices={[
        decisions
          ? {
              name: "outcome",
              label: say("outcome"),
              value: search.outcome ?? "",
              options: [
                { value: "", label: say("outcome.silent") },
                { value: "any", label: say("outcome.any") },
                { value: "no", label: say("outcome.no") },
                { value: "suppressed", label: say("outcome.suppressed") },
                { value: "notify", label: say("outcome.notify") },
              ],
            }
          : {
              name: "state",
              label: say("state"),
              value: search.state ?? "",
              options: [
                { value: "", label: say("state.any") },
                { value: "failed,held,inDoubt", label: say("state.trouble") },
                ...deliveryStates.map((state) => ({ value: state, label: say(`short.${state}`) })),
              ],
            },
        {
          name: "rule",
          label: say("rule"),
          value: search.rule ?? "",
          options: [
            { value: "", label: say("rule.any") },
            ...rules.map(({ id, name }) => ({ value: id, label: name })),
          ],
        },
        {
          name: "range",
          label: say("range"),
          value: search.range ?? "",
          options: [
            { value: "", label: say("range.any") },
            ...ranges.map((range) => ({ value: range, label: say(`range.${range}`) })),
          ],
        },
        ...(search.incident === undefined
          ? []
          : [
              {
                name: "incident",
                label: say("incident"),
                value: search.incident,
                options: [
                  { value: "", label: say("incident.any") },
                  { value: search.incident, label: say("incident.one") },
                ],
              },
            ]),
      ]}
    />
  );
};

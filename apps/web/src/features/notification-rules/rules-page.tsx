import { Menu, Stack, Switch, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pager } from "../../components/pager.tsx";
import { RowMenu } from "../../components/row-menu.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Sparkline } from "../../components/sparkline.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { usePermissions } from "../../lib/permissions.ts";
import type { Times } from "../../lib/times.ts";
import { useTimes } from "../../lib/use-times.ts";
import { groupsText } from "./facts.ts";
import { type RuleResponse, type Statistics, useNames, useRules, useStatistics } from "./requests.ts";
import { RuleFilters } from "./rule-filters.tsx";
import styles from "./rules-page.module.css";
import { isNarrowed } from "./rules-search.ts";
import { ruleSentences } from "./sentences.ts";
import { useReadOnly } from "./use-read-only.ts";
import { useRuleActions } from "./use-rule-actions.ts";

const page = getRouteApi("/console/rules");

/** Every rule by name: whether it is on, whom it tells of what, and what it sent. */
export const RulesPage = (): ReactNode => {
  const say = useSay(ruleSentences);
  const search = page.useSearch();
  const navigate = page.useNavigate();
  const answer = useRules(search);
  const columns = useColumns();
  const manages = usePermissions().may("rules.manage");
  const create = (
    <NeedsRight right="rules.manage">
      <ButtonLink to="/rules/new">{say("create")}</ButtonLink>
    </NeedsRight>
  );
  return (
    <Stack gap="lg">
      <PageTitle text={say("title")} intro={say("intro")}>
        {create}
      </PageTitle>
      {(isNarrowed(search) || (answer.value?.items.length ?? 0) > 0) && (
        <RuleFilters
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
      )}
      <Answered answer={answer}>
        {({ items, next }) =>
          items.length === 0 && search.cursor === undefined ? (
            isNarrowed(search) ? (
              <EmptyState title={say("empty.filtered")} text={say("empty.filteredHelp")} />
            ) : (
              <EmptyState title={say("empty.title")} text={say("empty.text")}>
                {create}
              </EmptyState>
            )
          ) : (
            <>
              <DataTable
                caption={say("title")}
                columns={columns}
                rows={items}
                keyOf={({ id }) => id}
                toneOf={({ enabled, needsAttention }) =>
                  needsAttention !== null ? "fault" : enabled ? undefined : "quiet"
                }
                {...(manages && { actions: (rule: RuleResponse) => <RuleMenu rule={rule} /> })}
              />
              <Pager cursor={search.cursor} next={next} />
            </>
          )
        }
      </Answered>
    </Stack>
  );
};

const useColumns = (): readonly Column<RuleResponse>[] => {
  const say = useSay(ruleSentences);
  const names = useNames();
  const statistics = useStatistics();
  const times = useTimes();
  return [
    { id: "state", header: say("column.state"), tight: true, bare: true, cell: (rule) => <StateSwitch rule={rule} /> },
    { id: "name", header: say("column.name"), names: true, cell: (rule) => <RuleName rule={rule} /> },
    {
      id: "severities",
      header: say("column.sends"),
      cell: ({ severities }) =>
        severities.length === 6 ? (
          say("severities.all")
        ) : (
          <span className={styles["badges"]}>
            {[...severities].reverse().map((severity) => (
              <SeverityBadge key={severity} severity={severity} />
            ))}
          </span>
        ),
    },
    { id: "groups", header: say("column.groups"), cell: (rule) => groupsText(rule, say, names) },
    { id: "recipients", header: say("column.recipients"), cell: (rule) => <Recipients rule={rule} /> },
    {
      id: "mails",
      header: say("column.mails"),
      cell: ({ id }) => <Mails statistics={statistics.get(id)} times={times} />,
    },
  ];
};

const StateSwitch = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  const { turn } = useRuleActions();
  const readOnly = useReadOnly(rule);
  if (!usePermissions().may("rules.manage") || readOnly !== null) return say(rule.enabled ? "state.on" : "state.off");
  return (
    <Switch
      checked={rule.enabled}
      onChange={(event) => void turn(rule, event.currentTarget.checked)}
      label={say(rule.enabled ? "state.on" : "state.off")}
      aria-label={say("switch", { name: rule.name })}
    />
  );
};

const RuleName = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  return (
    <>
      <Link to="/rules/$id" params={{ id: rule.id }}>
        <Foreign text={rule.name} />
      </Link>
      {rule.description !== "" && (
        <Text size="sm" c="dimmed" fw={400} lineClamp={2}>
          {rule.description}
        </Text>
      )}
      {rule.needsAttention !== null && (
        <Text size="sm" className={styles["problem"] ?? ""}>
          {say("attention", { problem: rule.needsAttention })}
        </Text>
      )}
    </>
  );
};

const Recipients = ({ rule: { recipients } }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  return (
    <span className={styles["recipients"]}>
      {recipients.slice(0, 2).map(({ address }) => (
        <bdi key={address}>{address}</bdi>
      ))}
      {recipients.length > 2 && <span>{say("andMore", { count: recipients.length - 2 })}</span>}
    </span>
  );
};

interface MailsProps {
  readonly statistics: Statistics | undefined;
  readonly times: Times;
}

/** The mails of 30 days as a line, and what they come to. */
const Mails = ({ statistics, times }: MailsProps): ReactNode => {
  const say = useSay(ruleSentences);
  if (statistics === undefined) return "–";
  const { mailsByDay, incidents, mails, failing, lastToldAt } = statistics;
  return (
    <div className={styles["mails"]}>
      {mails > 0 && <Sparkline values={mailsByDay} />}
      <span>{say("stats.count", { incidents, mails })}</span>
      <span className={styles["last"]}>
        {lastToldAt === null ? say("last.never") : say.rich("last.at", { at: <Time at={lastToldAt} times={times} /> })}
      </span>
      {failing.map(({ address, reason }) => (
        <Text key={address} size="sm" className={styles["problem"] ?? ""}>
          {say.rich("stats.failing", { address: <bdi>{address}</bdi>, reason })}
        </Text>
      ))}
    </div>
  );
};

const RuleMenu = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  const navigate = useNavigate();
  const { archive } = useRuleActions();
  const readOnly = useReadOnly(rule);
  return (
    <RowMenu name={say("actions", { name: rule.name })}>
      {readOnly === null && (
        <Menu.Item onClick={() => void navigate({ to: "/rules/$id/edit", params: { id: rule.id } })}>
          {say("edit")}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => void navigate({ to: "/rules/new", search: { from: rule.id } })}>
        {say("copy")}
      </Menu.Item>
      {readOnly === null && <Menu.Item onClick={() => void archive(rule)}>{say("archive")}</Menu.Item>}
    </RowMenu>
  );
};

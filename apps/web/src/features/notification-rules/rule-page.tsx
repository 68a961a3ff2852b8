import { Button, Stack, Text, Title } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Elsewhere } from "../../components/elsewhere.tsx";
import { ButtonLink, Link } from "../../components/link.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pending } from "../../components/pending.tsx";
import { useSay } from "../../languages/index.ts";
import { statusOf } from "../../lib/http.ts";
import { FactList } from "./fact-list.tsx";
import { factsOf, sentenceOf } from "./facts.ts";
import { type RuleResponse, useNames, useRule } from "./requests.ts";
import styles from "./rules-page.module.css";
import { ruleSentences } from "./sentences.ts";
import { Stopped } from "./stopped.tsx";
import { useReadOnly } from "./use-read-only.ts";
import { useRuleActions } from "./use-rule-actions.ts";
import { Versions } from "./versions.tsx";

/** One rule: in a sentence, field by field, and every version that it had. */
export const RulePage = (): ReactNode => {
  const { id } = getRouteApi("/console/rules/$id").useParams();
  const say = useSay(ruleSentences);
  const answer = useRule(id);
  if (answer.value === null && answer.failure !== null && statusOf(answer.failure) === 404) return <Missing />;
  return (
    <Answered answer={answer} pending={<Pending label={say("loading.rule")} />}>
      {(rule) => <Rule rule={rule} />}
    </Answered>
  );
};

const Rule = ({ rule }: { readonly rule: RuleResponse }): ReactNode => {
  const say = useSay(ruleSentences);
  const names = useNames();
  const navigate = useNavigate();
  const { archive, turn } = useRuleActions();
  const readOnly = useReadOnly(rule);
  const archiveIt = async () => {
    if (await archive(rule)) void navigate({ to: "/rules" });
  };
  return (
    <Stack gap="lg">
      <div>
        <Link to="/rules">{say("title")}</Link>
      </div>
      <PageTitle text={rule.name} intro={sentenceOf(rule, say, names)}>
        <NeedsRight right="rules.manage">
          {readOnly === null && (
            <>
              <ButtonLink to="/rules/$id/edit" params={{ id: rule.id }}>
                {say("edit")}
              </ButtonLink>
              <Button variant="default" onClick={() => void turn(rule, !rule.enabled)}>
                {say(rule.enabled ? "turnOff" : "turnOn")}
              </Button>
            </>
          )}
          <ButtonLink to="/rules/new" search={{ from: rule.id }} variant="default">
            {say("copy")}
          </ButtonLink>
          {readOnly === null && (
            <Button variant="default" onClick={() => void archiveIt()}>
              {say("archive")}
            </Button>
          )}
        </NeedsRight>
      </PageTitle>
      {readOnly !== null && <Text>{readOnly}</Text>}
      {rule.needsAttention !== null && (
        <Text className={styles["problem"] ?? ""}>{say("attention", { problem: rule.needsAttention })}</Text>
      )}
      <Stopped rule={rule} />
      <Card>
        <Title order={2}>{say("rule.facts")}</Title>
        <FactList facts={factsOf(rule, say, names)} />
      </Card>
      <Versions rule={rule} names={names} />
    </Stack>
  );
};

const Missing = (): ReactNode => {
  const say = useSay(ruleSentences);
  return (
    <Card>
      <PageTitle text={say("rule.missing")} />
      <Text>
        <Link to="/rules" underline="always">
          {say("title")}
        </Link>
      </Text>
      <Elsewhere />
    </Card>
  );
};

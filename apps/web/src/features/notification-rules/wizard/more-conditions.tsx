import { Button, Group, NativeSelect, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { CloseIcon } from "../../../components/icons.ts";
import { useSay } from "../../../languages/index.ts";
import { ruleSentences } from "../sentences.ts";
import { Choices } from "./choices.tsx";
import type { Condition, Draft } from "./draft.ts";
import styles from "./more-conditions.module.css";
import type { StepProps } from "./step-props.ts";
import { useFaultAt } from "./use-fault-at.ts";

const kinds = ["source", "category", "tag", "title", "technique", "host", "user"] as const;

/** What narrows a rule further. It is closed until it is wanted, or says something already. */
export const MoreConditions = (props: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const { draft, change } = props.wizard;
  const count = draft.conditions.length + draft.sources.length + (draft.severityOf === "incident" ? 1 : 0);
  const [open, setOpen] = useState(count > 0);
  const add = (condition: Condition) => change({ conditions: [...draft.conditions, condition] });
  return (
    <details className={styles["more"]} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles["summary"]}>
        {say("more")} {count > 0 && <span className={styles["count"]}>{say("more.count", { count })}</span>}
      </summary>
      <Stack gap="lg" mt="md">
        <Text size="sm">{say("hint.more")}</Text>
        {draft.conditions.map((condition, index) => (
          <ConditionFields key={`${condition.kind}-${index}`} condition={condition} index={index} {...props} />
        ))}
        {draft.sources.map((_source, index) => (
          <ServiceFields key={index} index={index} {...props} />
        ))}
        <Group gap="xs" role="group" aria-label={say("condition.add")}>
          {kinds.map((kind) => (
            <Button key={kind} variant="default" size="compact-sm" onClick={() => add(freshCondition(kind))}>
              + {say(`condition.${kind}`)}
            </Button>
          ))}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => change({ sources: [...draft.sources, { serviceSource: "", detectionSources: [] }] })}
          >
            + {say("field.serviceSource")}
          </Button>
        </Group>
        <Choices id="severityOf" legend={say("field.severityOf")}>
          {(["alert", "incident"] as const).map((of) => (
            <Radio
              key={of}
              name="severityOf"
              label={say(`severityOf.${of}`)}
              description={say(`hint.severityOf.${of}`)}
              checked={draft.severityOf === of}
              onChange={() => change({ severityOf: of })}
            />
          ))}
        </Choices>
      </Stack>
    </details>
  );
};

const freshCondition = (kind: (typeof kinds)[number]): Condition => {
  if (kind === "source" || kind === "technique") return { kind, anyOf: [] };
  return { kind, anyOf: [], match: kind === "title" ? "contains" : "is" };
};

interface ConditionProps extends StepProps {
  readonly condition: Condition;
  readonly index: number;
}

const ConditionFields = (props: ConditionProps): ReactNode => {
  const say = useSay(ruleSentences);
  const { condition, index, wizard } = props;
  const remove = () => wizard.change({ conditions: wizard.draft.conditions.filter((_, at) => at !== index) });
  return (
    <Frame title={say(`condition.${condition.kind}`)} onRemove={remove}>
      {condition.kind === "source" ? <SourceChoice {...props} /> : <TextMatch {...props} />}
    </Frame>
  );
};

interface FrameProps {
  readonly title: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

const Frame = ({ title, onRemove, children }: FrameProps): ReactNode => {
  const say = useSay(ruleSentences);
  return (
    <fieldset className={styles["condition"]}>
      <legend className={styles["legend"]}>{title}</legend>
      {children}
      <button
        type="button"
        className={styles["remove"]}
        aria-label={say("condition.remove", { condition: title })}
        onClick={onRemove}
      >
        <CloseIcon size={16} />
      </button>
    </fieldset>
  );
};

const replaced = (conditions: Draft["conditions"], index: number, by: Condition): Draft["conditions"] =>
  conditions.map((condition, at) => (at === index ? by : condition));

const SourceChoice = ({ condition, index, wizard, names }: ConditionProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const path = `conditions.${index}.anyOf`;
  const { anyOf } = condition;
  return (
    <Choices id={path} legend={say("condition.source.legend")} error={faultAt(path)}>
      {names.sources.length === 0 && <Text size="sm">{say("condition.source.none")}</Text>}
      {names.sources.map(({ id, name }) => (
        <label key={id} className={styles["choice"]}>
          <input
            type="checkbox"
            checked={anyOf.includes(id)}
            onChange={(event) =>
              wizard.change({
                conditions: replaced(wizard.draft.conditions, index, {
                  kind: "source",
                  anyOf: event.currentTarget.checked ? [...anyOf, id] : anyOf.filter((each) => each !== id),
                }),
              })
            }
          />
          {name}
        </label>
      ))}
    </Choices>
  );
};

const TextMatch = ({ condition, index, wizard }: ConditionProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const path = `conditions.${index}.anyOf`;
  const [text, setText] = useState(condition.anyOf.join("\n"));
  const change = (by: Condition) => wizard.change({ conditions: replaced(wizard.draft.conditions, index, by) });
  const lines = (entered: string) =>
    entered
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  return (
    <Stack gap="sm">
      {"match" in condition && (
        <NativeSelect
          aria-label={say("condition.match")}
          value={condition.match}
          data={(["is", "contains", "pattern"] as const).map((match) => ({
            value: match,
            label: say(`match.${match}`),
          }))}
          onChange={(event) => change({ ...condition, match: event.currentTarget.value as typeof condition.match })}
        />
      )}
      <Textarea
        id={path}
        label={say("condition.values")}
        description={say(condition.kind === "technique" ? "hint.condition.technique" : "hint.condition.values")}
        value={text}
        error={faultAt(path)}
        onChange={(event) => {
          setText(event.currentTarget.value);
          change({ ...condition, anyOf: lines(event.currentTarget.value) } as Condition);
        }}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
      />
    </Stack>
  );
};

interface ServiceProps extends StepProps {
  readonly index: number;
}

/** What a source calls its own services and detectors, for people who know these words from Defender. */
const ServiceFields = ({ wizard, index }: ServiceProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const { sources } = wizard.draft;
  const source = sources[index];
  if (source === undefined) return null;
  const change = (part: Partial<typeof source>) =>
    wizard.change({ sources: sources.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <Frame
      title={say("field.serviceSource")}
      onRemove={() => wizard.change({ sources: sources.filter((_, at) => at !== index) })}
    >
      <Stack gap="sm">
        <TextInput
          id={`sources.${index}.serviceSource`}
          label={say("service.name")}
          description={say("hint.service.name")}
          value={source.serviceSource}
          error={faultAt(`sources.${index}.serviceSource`)}
          onChange={(event) => change({ serviceSource: event.currentTarget.value })}
          spellCheck={false}
        />
        <Textarea
          label={`${say("service.detectors")} ${say("optional")}`}
          description={say("hint.service.detectors")}
          defaultValue={source.detectionSources.join("\n")}
          onChange={(event) =>
            change({
              detectionSources: event.currentTarget.value
                .split("\n")
                .map((line) => line.trim())
                .filter(Boolean),
            })
          }
          autosize
          minRows={1}
          spellCheck={false}
        />
      </Stack>
    </Frame>
  );
};

import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  Textarea,
  VisuallyHidden,
} from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { CloseIcon } from "../../../components/icons.ts";
import { useSay } from "../../../languages/index.ts";
import { useOrganization } from "../../../lib/organization.ts";
import { ruleSentences } from "../sentences.ts";
import type { Draft, Recipient } from "./draft.ts";
import { type ReadAddresses, readAddresses } from "./read-addresses.ts";
import styles from "./recipients-step.module.css";
import type { StepProps } from "./step-props.ts";
import { TestMail } from "./test-mail.tsx";
import { answeredWithin, closed, movedTo } from "./tiers.ts";
import { useFaultAt } from "./use-fault-at.ts";

const max = 50;

/** Whom the rule tells. What cannot be added stays in the field, with the reason. */
export const RecipientsStep = ({ wizard }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const faultAt = useFaultAt(wizard);
  const organization = useOrganization();
  const { draft, change, typed, setTyped } = wizard;
  const [read, setRead] = useState<ReadAddresses>({ added: [], refused: [] });

  const add = () => {
    const result = readAddresses(typed, {
      present: draft.recipients.map(({ address }) => address),
      allowedDomains: organization?.allowedDomains ?? ["*"],
      max,
    });
    setRead(result);
    setTyped(result.refused.map(({ text }) => text).join(", "));
    if (result.added.length > 0) {
      change({ recipients: [...draft.recipients, ...result.added.map((address) => ({ address, tier: 0 }))] });
    }
  };
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    add();
  };
  const refusals = read.refused.map(({ text, why }) => say(`refused.${why}`, { text, max }));
  const replace = (address: string, part: Partial<Recipient>) =>
    change({ recipients: draft.recipients.map((each) => (each.address === address ? { ...each, ...part } : each)) });
  return (
    <Stack gap="lg">
      <div>
        <Textarea
          id="recipients"
          inputContainer={(field) => (
            <div className={styles["adding"]}>
              {field}
              <Button variant="default" onClick={add}>
                {say("recipients.add")}
              </Button>
            </div>
          )}
          label={say("field.address")}
          description={say("hint.address")}
          value={typed}
          error={faultAt("recipients") ?? (refusals.length > 0 && refusals.join(" "))}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setRead({ added: [], refused: [] });
          }}
          onKeyDown={addOnEnter}
          autosize
          minRows={1}
          maxRows={6}
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
        />
        <VisuallyHidden role="status">
          {read.added.length > 0
            ? say("recipients.added", {
                added: read.added.length,
                address: read.added[0] ?? "",
                count: draft.recipients.length,
              })
            : ""}
        </VisuallyHidden>
      </div>
      {draft.recipients.length > 0 && (
        <section aria-labelledby="recipients-title">
          <h3 id="recipients-title" className={styles["title"]}>
            {say("recipients.count", { count: draft.recipients.length })}
          </h3>
          <ul className={styles["list"]}>
            {draft.recipients.map((recipient) => (
              <RecipientRow
                key={recipient.address}
                recipient={recipient}
                onChange={(part) => replace(recipient.address, part)}
                onRemove={() =>
                  change(closed({ ...draft, recipients: draft.recipients.filter((each) => each !== recipient) }))
                }
                tiers={draft.escalation.length + 1}
                onTier={(tier) => change(movedTo(draft, recipient.address, tier))}
              />
            ))}
          </ul>
          {draft.escalation.map(({ afterMinutes }, index) => (
            <NumberInput
              key={index}
              mt="sm"
              label={say("escalation.within", { addresses: addressesOf(draft, index + 1) })}
              description={say("escalation.hint")}
              suffix={say("escalation.minutes")}
              value={afterMinutes}
              min={1}
              max={1440}
              allowDecimal={false}
              error={faultAt(`escalation.${index}.afterMinutes`)}
              onChange={(minutes) =>
                change({ escalation: answeredWithin(draft.escalation, index + 1, Number(minutes) || 1) })
              }
            />
          ))}
          <Text size="sm" c="dimmed" mt="sm">
            {say("hint.recipients.fromNow")}
          </Text>
        </section>
      )}
      <TestMail draft={draft} />
    </Stack>
  );
};

const addressesOf = ({ recipients }: Draft, of: number): string =>
  recipients.flatMap(({ address, tier }) => (tier === of ? [address] : [])).join(", ");

interface RowProps {
  readonly recipient: Recipient;
  /** How many there are. */
  readonly tiers: number;
  readonly onTier: (tier: number) => void;
  readonly onChange: (part: Partial<Recipient>) => void;
  readonly onRemove: () => void;
}

const zones = (): readonly string[] => Intl.supportedValuesOf("timeZone");

const RecipientRow = ({ recipient, tiers, onTier, onChange, onRemove }: RowProps): ReactNode => {
  const say = useSay(ruleSentences);
  const organization = useOrganization();
  const { address, tier, locale, timeZone, required } = recipient;
  return (
    <li className={styles["row"]}>
      <bdi className={styles["address"]}>{address}</bdi>
      <Group gap="xs" className={styles["choices"] ?? ""}>
        <NativeSelect
          size="xs"
          aria-label={say("recipients.tier", { address })}
          value={String(tier)}
          data={Array.from({ length: Math.min(tiers + 1, 10) }, (_, at) => ({
            value: String(at),
            label: at === 0 ? say("tier.first") : say("tier.later", { step: at }),
          }))}
          onChange={(event) => onTier(Number(event.currentTarget.value))}
        />
        <NativeSelect
          size="xs"
          aria-label={say("recipients.locale", { address })}
          value={locale ?? organization?.locale ?? "en"}
          data={[
            { value: "en", label: "English" },
            { value: "nl", label: "Nederlands" },
          ]}
          onChange={(event) => onChange({ locale: event.currentTarget.value === "nl" ? "nl" : "en" })}
        />
        <NativeSelect
          size="xs"
          aria-label={say("recipients.timeZone", { address })}
          value={timeZone ?? organization?.timeZone ?? "UTC"}
          data={[...new Set([timeZone ?? organization?.timeZone ?? "UTC", "UTC", ...zones()])]}
          onChange={(event) => onChange({ timeZone: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          label={say("recipients.required")}
          aria-label={say("recipients.requiredOf", { address })}
          checked={required ?? false}
          onChange={(event) => onChange({ required: event.currentTarget.checked })}
        />
      </Group>
      <button
        type="button"
        className={styles["remove"]}
        aria-label={say("recipients.remove", { address })}
        onClick={onRemove}
      >
        <CloseIcon size={16} />
      </button>
    </li>
  );
};

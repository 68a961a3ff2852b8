import { Stack, Text, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Elsewhere } from "../../components/elsewhere.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pending } from "../../components/pending.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { lineOf } from "../../lib/foreign-text.ts";
import { statusOf } from "../../lib/http.ts";
import { AttemptList } from "./attempt-list.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import styles from "./delivery-page.module.css";
import { MailView } from "./mail-view.tsx";
import { RedriveButton } from "./redrive-button.tsx";
import { type DeliveryWithAttempts, useDelivery } from "./requests.ts";
import { deliverySentences } from "./sentences.ts";
import { StateLabel } from "./state-label.tsx";

const page = getRouteApi("/console/deliveries/$id");

/** All that is known of one mail: how it stands, every attempt in the server's own words, why it was made, and itself. */
export const DeliveryPage = (): ReactNode => {
  const say = useSay(deliverySentences);
  const { id } = page.useParams();
  const answer = useDelivery(id);
  if (answer.value === null && answer.failure !== null && statusOf(answer.failure) === 404) return <MissingPage />;
  return (
    <Answered answer={answer} pending={<Pending label={say("mailLoading")} />}>
      {(delivery) => <Found delivery={delivery} />}
    </Answered>
  );
};

const Found = ({ delivery }: { readonly delivery: DeliveryWithAttempts }): ReactNode => {
  const say = useSay(deliverySentences);
  const title = lineOf(delivery.subject ?? say("noSubject", { address: delivery.address }), say("title"));
  return (
    <Stack gap="lg">
      <PageTitle text={title} intro={<Foreign text={say("to", { address: delivery.address })} />}>
        <RedriveButton delivery={delivery} />
      </PageTitle>
      <Text size="lg">
        <StateLabel state={delivery.state} />
      </Text>
      <DeliveryFacts delivery={delivery} />
      <AttemptList attempts={delivery.attempts} />
      <Causes causes={delivery.causes} />
      <MailView delivery={delivery} />
    </Stack>
  );
};

const Causes = ({ causes }: Pick<DeliveryWithAttempts, "causes">): ReactNode => {
  const say = useSay(deliverySentences);
  const { words } = useLanguage().sentences;
  return (
    <Card>
      <Title order={2}>{say("causes")}</Title>
      {causes.length === 0 ? (
        <Text>{say("noCauses")}</Text>
      ) : (
        <ul className={styles["causes"]}>
          {causes.map(({ change, rule }) => (
            <li key={`${change.id} ${rule.id}`}>
              {say.rich("cause", {
                rule: (
                  <strong>
                    <Foreign text={rule.name} />
                  </strong>
                ),
                change: say("changeOf", {
                  seq: change.seq,
                  kinds: change.kinds.map((kind) => words.change[kind]).join(", "),
                }),
              })}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

const MissingPage = (): ReactNode => {
  const say = useSay(deliverySentences);
  return (
    <Card>
      <PageTitle text={say("missing")} focus />
      <Text>{say("missingHelp")}</Text>
      <Elsewhere />
      <Text>
        <Link to="/deliveries" underline="always">
          {say("all")}
        </Link>
      </Text>
    </Card>
  );
};

import { Text, Title } from "@mantine/core";
import { pageSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema, sourceResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { Link } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { KeyCard } from "./key-card.tsx";
import { type Moved, ProblemItem } from "./problem-item.tsx";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

const problemPage = pageSchema(payloadProblemResponseSchema);
const sourcePage = pageSchema(sourceResponseSchema);

/** What the source sent that could not be read, with the payload itself, to be tried again or moved where it belongs. */
export const ProblemsSection = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const answer = useAnswer(`/api/v1/sources/${source.id}/problems`, problemPage);
  const sources = useAnswer("/api/v1/sources?limit=200", sourcePage);
  const [moved, setMoved] = useState<Moved | null>(null);
  const ofKind = (kind: string | null) => sources.value?.items.find((one) => one.kind === kind && !one.demo);
  return (
    <>
      <Card>
        <Title order={2}>{say("problems.title")}</Title>
        {moved !== null && (
          <Text role="status">
            <Link to="/sources/$id" params={{ id: moved.source.id }}>
              {say("problems.moved", { name: moved.source.name })}
            </Link>
          </Text>
        )}
        <Answered answer={answer}>
          {({ items }) => {
            const open = items.filter(({ resolvedAt }) => resolvedAt === null);
            return open.length === 0 ? (
              <Text>{say("problems.none")}</Text>
            ) : (
              <>
                <Text size="sm">{say("problems.help")}</Text>
                {open.map((problem) => {
                  const better = ofKind(problem.looksLike);
                  return <ProblemItem key={problem.id} {...{ source, problem, better }} onMoved={setMoved} />;
                })}
              </>
            );
          }}
        </Answered>
      </Card>
      {moved !== null && moved.key !== null && <KeyCard secret={moved.key} />}
    </>
  );
};

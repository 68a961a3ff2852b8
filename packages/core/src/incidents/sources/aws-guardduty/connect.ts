import type { Configuration } from "../../source-kind.ts";

export const awsGuarddutyConnect: readonly Configuration[] = [
  {
    where: "With the AWS command line, in each Region in which GuardDuty runs",
    text: `export AWS_REGION=eu-west-1 AWS_ACCOUNT=111122223333

aws events create-connection --name tocsin --authorization-type API_KEY \\
  --auth-parameters '{"ApiKeyAuthParameters":{"ApiKeyName":"Authorization","ApiKeyValue":"Bearer THE_KEY_OF_THE_SOURCE"}}'
CONNECTION=$(aws events describe-connection --name tocsin --query ConnectionArn --output text)

aws events create-api-destination --name tocsin --connection-arn "$CONNECTION" --http-method POST \\
  --invocation-endpoint https://tocsin.contoso.example/api/v1/ingest --invocation-rate-limit-per-second 10
DESTINATION=$(aws events describe-api-destination --name tocsin --query ApiDestinationArn --output text)

aws iam create-role --role-name tocsin-events --assume-role-policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam put-role-policy --role-name tocsin-events --policy-name invoke --policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:InvokeApiDestination","Resource":"'"$DESTINATION"'"}]}'

aws events put-rule --name tocsin-guardduty \\
  --event-pattern '{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"]}'
aws events put-targets --rule tocsin-guardduty --targets \\
  "Id=tocsin,Arn=$DESTINATION,RoleArn=arn:aws:iam::$AWS_ACCOUNT:role/tocsin-events"`,
  },
];

import type { LeakRule } from '../leak-rule.ts';
import { alpacaKeyId } from './alpaca-key-id.ts';
import { alpacaSecretKey } from './alpaca-secret-key.ts';
import { anthropicKey } from './anthropic-key.ts';
import { assignedSecret } from './assigned-secret.ts';
import { authorizationHeader } from './authorization-header.ts';
import { awsAccessKeyId } from './aws-access-key-id.ts';
import { awsSecretAccessKey } from './aws-secret-access-key.ts';
import { azureClientSecret } from './azure-client-secret.ts';
import { azureSas } from './azure-sas.ts';
import { azureStorageKey } from './azure-storage-key.ts';
import { commandPassword } from './command-password.ts';
import { connectionPassword } from './connection-password.ts';
import { databentoKey } from './databento-key.ts';
import { discordBotToken } from './discord-bot-token.ts';
import { discordWebhook } from './discord-webhook.ts';
import { gcpServiceAccount } from './gcp-account-key.ts';
import { githubToken } from './github-token.ts';
import { gitlabToken } from './gitlab-token.ts';
import { googleApiKey } from './google-api-key.ts';
import { googleOauthSecret } from './google-oauth-secret.ts';
import { huggingFaceToken } from './hugging-face-token.ts';
import { jwkPrivateKey } from './jwk-private-key.ts';
import { jwt } from './jwt.ts';
import { mailgunKey } from './mailgun-key.ts';
import { netrcPassword } from './netrc-password.ts';
import { npmToken } from './npm-token.ts';
import { openaiKey } from './openai-key.ts';
import { privateKey } from './private-key.ts';
import { pypiToken } from './pypi-token.ts';
import { sendgridKey } from './sendgrid-key.ts';
import { slackToken } from './slack-token.ts';
import { slackWebhook } from './slack-webhook.ts';
import { stripeKey } from './stripe-key.ts';
import { teamsWebhook } from './teams-webhook.ts';
import { telegramBotToken } from './telegram-bot-token.ts';
import { terraformToken } from './terraform-token.ts';
import { traderspostWebhook } from './traderspost-webhook.ts';
import { tradovateLogin } from './tradovate-login.ts';
import { twilioSecret } from './twilio-secret.ts';
import { urlPassword } from './url-password.ts';
import { vendorToken } from './vendor-token.ts';
import { xmlPrivateKey } from './xml-private-key.ts';

/** Every rule, the most telling first: where two find the same text, the earlier one names it. */
export const leakRules: readonly LeakRule[] = [
  databentoKey,
  traderspostWebhook,
  discordWebhook,
  awsAccessKeyId,
  gcpServiceAccount,
  privateKey,
  xmlPrivateKey,
  googleApiKey,
  googleOauthSecret,
  azureClientSecret,
  azureSas,
  githubToken,
  gitlabToken,
  npmToken,
  pypiToken,
  slackToken,
  slackWebhook,
  teamsWebhook,
  telegramBotToken,
  stripeKey,
  anthropicKey,
  openaiKey,
  huggingFaceToken,
  sendgridKey,
  terraformToken,
  vendorToken,
  jwt,
  jwkPrivateKey,
  discordBotToken,
  alpacaKeyId,
  alpacaSecretKey,
  twilioSecret,
  mailgunKey,
  awsSecretAccessKey,
  azureStorageKey,
  tradovateLogin,
  netrcPassword,
  urlPassword,
  connectionPassword,
  commandPassword,
  authorizationHeader,
  assignedSecret,
];

import { entropyBits } from '../../entropy.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

const tutorials =
  /^(?:\W*(?:my|your|some|the|db|root|admin|user)?[-_]?(?:pass(?:word|wd)?|secret|token|test|admin|guest|root|user)\d{0,4}\W*|x-oauth-basic)$/i;

/** Passwords on the command lines of curl, wget, sshpass, mysql, smbclient, and logins to registries. */
export const commandPassword: LeakRule = {
  name: 'command-password',
  title: 'a password on a command line',
  anchors: ['curl', 'wget', 'sshpass', 'mysql', 'smbclient', ' login '],
  foldsCase: false,
  before: 16,
  reach: 460,
  pattern:
    /(?<![\w./-])(?:(?:curl|wget|smbclient)\b[^\n]{0,240}?\s(?:-u|-U|--user|--proxy-user)[ =]?\\{0,2}["']?[^\s:"'\\%$]{0,80}[:%]|sshpass\s{1,3}-p[ ]?["']?|mysql(?:dump|admin|import)?\b[^\n|;]{0,160}?\s-p["']?|(?:docker|podman|buildah|skopeo|helm registry|oras|crane) login\b[^\n|;]{0,160}?\s(?:-p|--password)(?:[ =]|(?=["'])){1,2}["']?)(?<secret>[^\s"'\\<>|;&]{6,100})/dg,
  isReal: (secret) =>
    !/^[$%{<(@/-]|[()]/.test(secret) &&
    !tutorials.test(secret) &&
    !looksMadeUp(secret) &&
    entropyBits(secret) >= 16,
  remedy: 'change the password, and give it to the command through a file or its standard input',
  ok: () => [
    'curl -u user:password https://api.example.com',
    'curl -u "$USER:$PASSWORD" https://api.pine.io',
    'mysql -u root -p trades < dump.sql',
    'docker login -u pine -p "$TOKEN" registry.pine.io',
    'docker login -u pine --password-stdin registry.pine.io',
    'mysql -u root -p$MYSQL_PASSWORD trades',
    'sshpass -p "$PASS" ssh host',
    'curl -u joe: https://api.pine.io',
  ],
  ng: () => [
    `curl -s -u joe:${madeUpText('curl', 14)} https://api.pine.io`,
    `curl --user 'joe:${madeUpText('curl 2', 12)}' https://api.pine.io`,
    `sshpass -p '${madeUpText('sshpass', 14)}' ssh joe@pine`,
    `docker login -u pine -p ${madeUpText('docker', 14)} registry.pine.io`,
    `podman login --username pine --password=${madeUpText('podman', 16)} quay.io`,
    `mysqldump -u root -p${madeUpText('mysql', 14)} trades`,
  ],
};

#!/usr/bin/env bash
# Compares the spec with what it was: annotations beside the lines, the whole in the summary, and one comment of the pull request.
# Ends as `apigen diff` does, and never calls a comparison clean that could not be made.
set -uo pipefail
read -ra apigen <<<"${APIGEN_COMMAND:-npx --no-install apigen}"
# Alone it would be taken for what the spec of the project is compared with: the differences would be those of the way back.
if [ -z "${BASE:-}" ] && [ -n "${HEAD:-}" ]; then
  echo '::error title=apigen diff::`head` is given without `base`: name both, or neither.'
  exit 2
fi
sides=()
[ -n "${BASE:-}" ] && sides+=("$BASE")
[ -n "${HEAD:-}" ] && sides+=("$HEAD")

# A checkout of one commit does not know where the branch began.
if [ -z "${BASE:-}" ] && [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --no-tags --unshallow origin || exit 2
fi
if [ -n "${GITHUB_BASE_REF:-}" ] && ! git rev-parse --verify --quiet "origin/$GITHUB_BASE_REF" >/dev/null; then
  git fetch --quiet --no-tags origin "+refs/heads/$GITHUB_BASE_REF:refs/remotes/origin/$GITHUB_BASE_REF" || exit 2
fi

"${apigen[@]}" diff ${sides[@]+"${sides[@]}"} --format github --fail-on "${FAIL_ON:-breaking}"
code=$?
[ "$code" -gt 1 ] && exit "$code"

report=$(mktemp)
trap 'rm -f "$report"' EXIT
"${apigen[@]}" diff ${sides[@]+"${sides[@]}"} --format markdown --fail-on none >"$report" || exit
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && cat "$report" >>"$GITHUB_STEP_SUMMARY"

if [ "${COMMENT:-true}" = true ] && [[ "${GITHUB_REF:-}" =~ ^refs/pull/([0-9]+)/ ]]; then
  comments="repos/$GITHUB_REPOSITORY/issues/${BASH_REMATCH[1]}/comments"
  mark='.[] | select(.body | startswith("<!-- apigen-diff -->")) | .id'
  known=$(gh api --paginate "$comments" --jq "$mark" | head -n 1)
  if [ -n "$known" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" --field "body=@$report"
  else
    gh api --silent --method POST "$comments" --field "body=@$report"
  fi || echo '::warning title=apigen diff::The comment could not be written; the summary of the job has the same text. A pull request from a fork has no token that may.'
fi
exit "$code"

"""Says what two linters that nobody here wrote find in IAM policies. Reads a JSON object of names and policies, prints a list of findings."""

import json
import sys

import parliament
from policy_sentry.querying.actions import get_action_data


def findings(name: str, policy: dict) -> list[str]:
    found = [f"{name}: {finding.issue} {finding.detail}" for finding in parliament.analyze_policy_string(json.dumps(policy)).findings]
    for statement in policy["Statement"]:
        actions = statement["Action"]
        for action in [actions] if isinstance(actions, str) else actions:
            service, _, verb = action.partition(":")
            if "*" not in action and not get_action_data(service, verb):
                found.append(f"{name}: policy_sentry knows no action {action}")
    return found


policies = json.load(sys.stdin)
print(json.dumps([finding for name, policy in policies.items() for finding in findings(name, policy)]))

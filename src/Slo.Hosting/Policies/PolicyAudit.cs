using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Policies;

/// <summary>Records in the ledger and the log which levels come into force and end, and raises alerts for owners.</summary>
/// <param name="registry">The registry with the ledger.</param>
/// <param name="dispatcher">Delivers the alerts; null without a host.</param>
/// <param name="logger">A logger that does not block; null without a host.</param>
internal sealed class PolicyAudit(SloRegistry registry, SloAlertDispatcher? dispatcher = null, ILogger? logger = null)
{
    internal const string Entered = "entered";
    internal const string Left = "left";

    private const string Actor = "slo";
    private const string AlertName = "SloErrorBudgetPolicy";

    internal void Changed(PolicyChange change)
    {
        SloPolicyStatus status = change.Status;
        var level = status.Level.ToString();
        var actions = string.Join(", ", status.Level.Actions);
        registry.Ledger.Add(
            SloLedgerEntryKind.PolicyLevel, status.Objective, Actor, change.Reason,
            [
                new(SloLedgerDetails.Policy, status.Policy.Name), new(SloLedgerDetails.Level, level),
                new(SloLedgerDetails.Outcome, change.IsInForce ? Entered : Left), new(SloLedgerDetails.Actions, actions),
            ]);
        if (change.IsInForce)
        {
            logger?.PolicyLevelEntered(status.Policy.Name, level, status.Objective, change.Reason, actions);
        }
        else
        {
            logger?.PolicyLevelLeft(status.Policy.Name, level, status.Objective, change.Reason);
        }

        if (status.Level.Actions.Any(action => action.TellsOwner))
        {
            dispatcher?.Post(Transition(change, level, actions));
        }
    }

    // A separate alert, so that it reaches every notification target and handler.
    private SloAlertTransition Transition(PolicyChange change, string level, string actions)
    {
        SloPolicyStatus status = change.Status;
        var isInForce = change.IsInForce;
        return new()
        {
            Source = SloAlertSource.Process,
            Kind = isInForce ? SloAlertTransitionKind.Fired : SloAlertTransitionKind.Resolved,
            At = status.AsOf,
            Name = AlertName,
            Group = $"{status.Policy.Name}: {level} ({status.Objective})",
            Service = status.Service,
            Owner = status.Owner,
            Set = registry.Set,
            Scope = status.Scope,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                $"{AlertName}\n{registry.Set}\n{LevelKey.Of(status)}")))[..32],
            Before = isInForce ? null : AlertSeverity.Ticket,
            After = isInForce ? AlertSeverity.Ticket : null,
            StartedAt = status.Since ?? status.AsOf,
            Resolution = isInForce ? null : SloAlertResolution.Recovered,
            Cause = level,
            Labels = new Dictionary<string, string> { ["policy"] = status.Policy.Name, ["slo"] = status.Objective },
            Annotations = new Dictionary<string, string>
            {
                ["summary"] = SloText.OneLine(
                    $"Error-budget policy {status.Policy.Name}: {level} {(isInForce ? "is in force" : "has ended")}", 200),
                ["description"] = SloText.OneLine(
                    $"{status.Objective}: {change.Reason}." + (isInForce ? $" In force: {actions}." : ""), 1000),
            },
        };
    }
}

using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Alerting;

/// <summary>Writes transitions to the log. A handler like others, so that a logger that blocks does not hold up the evaluation.</summary>
internal sealed class TransitionLog(ILogger<TransitionLog> logger) : ISloAlertHandler
{
    public Task HandleAsync(SloAlertTransition transition, CancellationToken cancellationToken)
    {
        // The name may come from Alertmanager.
        var alert = SloText.OneLine(transition.Set.Length == 0 ? transition.Subject : $"{transition.Set}/{transition.Subject}");
        var cause = SloText.OneLine(transition.Cause ?? "no rule");
        switch (transition.Kind)
        {
            case SloAlertTransitionKind.Resolved:
                logger.AlertResolved(
                    alert, transition.Source, SloDuration.Format(Whole(transition.At - transition.StartedAt)),
                    transition.Resolution ?? SloAlertResolution.Recovered);
                break;
            case var kind when transition.After == AlertSeverity.Page:
                logger.AlertPages(alert, kind, transition.Source, cause, transition.StartedAt);
                break;
            case var kind:
                logger.AlertWantsTicket(alert, kind, transition.Source, cause, transition.StartedAt);
                break;
        }

        return Task.CompletedTask;
    }

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(0, Math.Floor(time.TotalSeconds)));
}

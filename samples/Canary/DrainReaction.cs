using Slo;

namespace Canary;

/// <summary>The reaction that takes the canary out of the traffic.</summary>
internal static class DrainReaction
{
    internal const string Name = "drain-canary";

    /// <summary>The path at which Alertmanager calls the app that has the reaction.</summary>
    internal const string Webhook = "/slo/alertmanager";

    /// <param name="reaction">The reaction.</param>
    /// <param name="isEvaluatedHere">Whether this process evaluates the objective of the canary; otherwise Prometheus does.</param>
    /// <param name="action">Sets the weight of the canary to 0.</param>
    internal static void Declare(SloReaction reaction, bool isEvaluatedHere, SloReactionAction action)
    {
        (isEvaluatedHere ? reaction.Objectives : reaction.Alerts).Add(Objectives.Canary);
        // Without traffic the alert ends although nothing was repaired: an undo would bring the errors back.
        reaction.Undo = false;
        reaction.Step(action);
    }
}

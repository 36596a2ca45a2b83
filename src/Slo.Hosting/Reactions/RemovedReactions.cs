using System.Text.Json;

namespace Slo.Hosting.Reactions;

/// <summary>Reactions that the store has and the app no longer declares. What their last run changed stays as it is, and is logged at each
/// start; the state is kept, so that the reaction undoes it if it is declared again.</summary>
internal static class RemovedReactions
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <summary>Logs them once the store can be read.</summary>
    internal static async Task LogAsync(
        ReactionStates states, IReadOnlySet<string> declared, ReactionAudit audit, TimeProvider time, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SloReactionRecord>? records;
        while ((records = await ReadAsync(states, cancellationToken).ConfigureAwait(false)) is null)
        {
            await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }

        foreach (SloReactionRecord record in records.Values
            .Where(record => !ReactionStates.IsOther(record) && !declared.Contains(record.Name)))
        {
            if (LeftBy(record) is { Length: > 0 } left)
            {
                audit.GivenUp(record.Name, left);
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, SloReactionRecord>?> ReadAsync(
        ReactionStates states, CancellationToken cancellationToken)
    {
        try
        {
            return await states.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw anything; the reactions that are declared report it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static string LeftBy(SloReactionRecord record)
    {
        try
        {
            return ReactionRules.Left(ReactionJson.ReadProgress(record.Content));
        }
        catch (JsonException)
        {
            // A later version wrote it.
            return "";
        }
    }
}

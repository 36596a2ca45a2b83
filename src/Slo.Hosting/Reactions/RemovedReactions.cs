using System.Text.Json;

namespace Slo.Hosting.Reactions;

/// <summary>Reactions that the store has and the app no longer declares. What their last run changed stays as it is, and is logged at each
/// start; the state is kept, so that the reaction undoes it if it is declared again.</summary>
internal static class RemovedReactions
{
    internal static async Task LogAsync(
        ReactionStates states, IReadOnlySet<string> declared, ReactionAudit audit, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SloReactionRecord> records;
        try
        {
            records = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw anything; the reactions that are declared report it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
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

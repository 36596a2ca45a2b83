using System.Text.Json;

namespace Slo.Hosting.Reactions;

/// <summary>
/// Keeps the alerts from elsewhere in the store of the reactions, one record for each name: for the process after a restart, and for the
/// leader of a fleet, whichever instance received them. The runners of reactions read them with their own state.
/// </summary>
/// <param name="alerts">The alerts.</param>
/// <param name="states">The store.</param>
/// <param name="audit">Where failures are logged.</param>
/// <param name="time">The clock.</param>
internal sealed class ElsewhereStore(ElsewhereAlerts alerts, ReactionStates states, ReactionAudit audit, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0);

    internal ElsewhereAlerts Alerts => alerts;

    /// <summary>Takes what this instance received.</summary>
    /// <returns>Whether it concerns a reaction. It is written soon.</returns>
    internal bool Update(SloAlertTransition transition) => SaveIf(alerts.Update(transition));

    /// <summary>Notes that an alert was reported again.</summary>
    internal void Confirm(string fingerprint) => SaveIf(alerts.Confirm(fingerprint));

    /// <summary>Takes what was read from the store.</summary>
    internal void Merge(IReadOnlyDictionary<string, SloReactionRecord> records)
    {
        foreach (var name in alerts.Names)
        {
            if (records.TryGetValue(RecordOf(name), out SloReactionRecord? record))
            {
                alerts.Merge(Read(name, record));
            }
        }
    }

    /// <summary>Writes what is received, until it is stopped. A write that fails is repeated.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(stopping).ConfigureAwait(false);
                while (!await TrySaveAsync(stopping).ConfigureAwait(false))
                {
                    await Task.Delay(RetryAfter, time, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Writes what is not written yet when the host stops: Alertmanager repeats an alert after hours, and its end never.</summary>
    internal async Task SaveLastAsync(CancellationToken cancellationToken)
    {
        while (states.IsKept && alerts.IsUnsaved && !await TrySaveAsync(cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(RetryAfter, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _wake.Dispose();

    private static string RecordOf(string name) => "alert/" + name;

    private bool SaveIf(bool isChanged)
    {
        if (isChanged && states.IsKept && _wake.CurrentCount == 0)
        {
            _wake.Release();
        }

        return isChanged;
    }

    private async Task<bool> TrySaveAsync(CancellationToken stopping)
    {
        try
        {
            IReadOnlyDictionary<string, SloReactionRecord> records = await states.ReadAsync(stopping).ConfigureAwait(false);
            Merge(records);
            var isSaved = true;
            foreach (var name in alerts.Names)
            {
                SloReactionRecord? stored = records.GetValueOrDefault(RecordOf(name));
                IReadOnlyList<ElsewhereAlert> known = alerts.Of(name);
                var content = ReactionJson.Write(known);
                var isStored = content == stored?.Content || (stored is null && known.Count == 0)
                    || await states.WriteAsync(new(RecordOf(name), (stored?.Revision ?? 0) + 1, content), stopping).ConfigureAwait(false);
                isSaved &= isStored;
                if (isStored)
                {
                    alerts.Saved(known);
                }
            }

            return isSaved;
        }
#pragma warning disable CA1031 // A store may throw anything.
        catch (Exception exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            audit.Broke(RecordOf(alerts.Names.First()), exception);
            return false;
        }
    }

    private IReadOnlyList<ElsewhereAlert> Read(string name, SloReactionRecord record)
    {
        try
        {
            return [.. ReactionJson.ReadAlerts(record.Content).Where(alert => alert.Name == name)];
        }
        catch (JsonException)
        {
            audit.Unreadable(record.Name);
            return [];
        }
    }
}

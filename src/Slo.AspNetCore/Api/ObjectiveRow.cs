using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slo.AspNetCore.Api;

/// <summary>One objective of a snapshot with its JSON in UTF-8, which is written once, by the first request that needs it.</summary>
/// <param name="status">The status.</param>
/// <param name="writing">One for all rows of a snapshot: requests that come together wait for what the first one writes.</param>
/// <param name="tracker">Whose observations the overview has; null: none.</param>
internal sealed class ObjectiveRow(SloStatus status, Lock writing, SloTracker? tracker = null)
{
    private volatile byte[]? _full;
    private volatile byte[]? _summary;
    private volatile byte[]? _overview;
    private volatile byte[]? _alert;

    internal SloObjective Objective => status.Objective;

    internal string Name => Objective.Name;

    /// <summary>By what lists are ordered: the name, and the group where the row is about one. No name contains the slash.</summary>
    internal string Key { get; } = status.Alert.Group is { } group ? $"{status.Objective.Name}/{group}" : status.Objective.Name;

    internal SloState State { get; } = status.State;

    internal SloAlert Alert => status.Alert;

    /// <summary>As part of the list of alerts.</summary>
    internal byte[] AlertJson =>
        _alert ?? Once(() => _alert ??= Utf8(ObjectiveAlertDocument.Of(status), SloJson.Default.ObjectiveAlertDocument));

    private byte[] Full => _full ?? Once(() => _full ??= Utf8(SloDocument.Of(status), SloJson.Default.SloDocument));

    private byte[] Summary =>
        _summary ?? Once(() => _summary ??= Utf8(SloSummaryDocument.Of(status), SloJson.Default.SloSummaryDocument));

    private byte[] Overview =>
        _overview ?? Once(() =>
            _overview ??= Utf8(SloOverviewDocument.Of(status, tracker?.Observations ?? []), SloJson.Default.SloOverviewDocument));

    internal bool IsOf(string service) => service.Equals(status.Objective.Service, StringComparison.OrdinalIgnoreCase);

    /// <summary>As part of the list of objectives.</summary>
    internal byte[] Json(ListView view) => view switch
    {
        ListView.Full => Full,
        ListView.Overview => Overview,
        _ => Summary,
    };

    private static byte[] Utf8<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);

    private byte[] Once(Func<byte[]> write)
    {
        lock (writing)
        {
            return write();
        }
    }
}

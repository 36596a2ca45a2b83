using System.Collections.Concurrent;
using System.Globalization;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>The weight of each destination: the one that an action has set, otherwise that of the configuration. Thread-safe.</summary>
internal sealed class DestinationWeights
{
    internal const string MetadataKey = "weight";
    internal const int Largest = 10_000;

    // The weight of a destination without metadata.
    private const int Default = 1;

    private readonly ConcurrentDictionary<DestinationKey, int> _set = new();

    internal int Of(string cluster, DestinationState destination) =>
        SetOf(cluster, destination.DestinationId) ?? ConfiguredOf(destination);

    /// <summary>The weight of the configuration.</summary>
    internal static int ConfiguredOf(DestinationState destination) => Configured(destination.Model.Config) ?? Default;

    /// <summary>The weight that an action has set; null: the configured weight applies.</summary>
    internal int? SetOf(string cluster, string destination) =>
        _set.TryGetValue(new(cluster, destination), out var weight) ? weight : null;

    /// <param name="cluster">The cluster.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="weight">Null: that of the configuration.</param>
    internal void Set(string cluster, string destination, int? weight)
    {
        if (weight is { } value)
        {
            _set[new(cluster, destination)] = value;
        }
        else
        {
            _set.TryRemove(new(cluster, destination), out _);
        }
    }

    /// <summary>The error in the configured weight of a destination; null: none.</summary>
    internal static string? Fault(string cluster, string name, DestinationConfig destination) =>
        destination.Metadata?.GetValueOrDefault(MetadataKey) is { } text && Configured(destination) is null
            ? $"{cluster}:Destinations:{name}:Metadata:{MetadataKey} '{SloText.OneLine(text)}': must be a whole number from 0 to {Largest}"
            : null;

    private static int? Configured(DestinationConfig destination) =>
        destination.Metadata is { } metadata && metadata.TryGetValue(MetadataKey, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= Largest
            ? weight : null;
}

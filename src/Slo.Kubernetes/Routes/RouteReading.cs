using System.Globalization;
using System.Text.Json.Nodes;
using Slo.Kubernetes.Api;

namespace Slo.Kubernetes.Routes;

/// <summary>One version of a route, as it was read.</summary>
internal sealed class RouteReading
{
    private readonly JsonObject _object;
    private readonly RouteKind _kind;
    private readonly JsonArray _rules;
    private readonly JsonObject[] _destinations;
    private readonly int _index;

    /// <exception cref="ApiException">The object has no such route or destination.</exception>
    internal RouteReading(JsonObject document, RouteKind kind, RoutePlace place)
    {
        _object = document;
        _kind = kind;
        _rules = (document["spec"] as JsonObject)?[kind.Rules] as JsonArray ?? [];
        _destinations = DestinationsOf(Rule(place), place);
        string[][] names = [.. _destinations.Select(kind.NamesOf)];
        int[] matches = [.. Enumerable.Range(0, names.Length).Where(i => names[i].Contains(place.Destination))];
        var all = SloText.OneLine(string.Join(", ", names.Select(of => of[0])));
        _index = matches.Length switch
        {
            1 => matches[0],
            0 => throw Problem("Destination", $"is not in the route; write one of {all}"),
            _ => throw Problem("Destination", $"is the name of {matches.Length} destinations of the route; write one of {all}"),
        };
        Weights = new(
            [.. names.Select(of => of[0])], [.. _destinations.Select(WeightOf)], kind.DefaultWeight(names.Length));
    }

    internal RouteWeights Weights { get; }

    /// <summary>The version of the object, to which a change applies.</summary>
    /// <exception cref="ApiException">The object has no version.</exception>
    internal string Version => (_object["metadata"] as JsonObject)?["resourceVersion"]?.ToString() is { Length: > 0 } version
        ? version : throw Problem(null, "was answered without a resourceVersion");

    /// <summary>The change that sets the weight of the destination.</summary>
    internal RouteDecision With(int share) => Weights.With(_index, share) is { } wanted
        ? new(wanted, null) : new(null, $"no other destination of the route has weight to take over: {Weights}");

    /// <summary>The state that an undo restores, before the weight of the destination is set.</summary>
    internal RouteMemo Memo(int share) => new(Weights, Weights.With(_index, share));

    /// <summary>The change that restores the previous weights. Allowed only if the current weights are those that were set, those that the
    /// current settings would set (a call may have been repeated after an edit of the settings), or the previous ones.</summary>
    internal RouteDecision Back(RouteMemo memo, int share)
    {
        RouteWeights before = memo.Before;
        RouteWeights? now = before.Names.SequenceEqual(Weights.Names) ? before.With(_index, share) : null;
        return Weights.IsSameAs(before) || IsNow(memo.Set) || IsNow(now)
            ? new(before, null)
            : new(null, $"weights are {Weights}, neither {(memo.Set ?? now)?.ToString() ?? "those"} as set nor {before} as before: they "
                + "were changed since, and are left as they are");

        bool IsNow(RouteWeights? set) => set is not null && Weights.IsSameAs(set);
    }

    /// <summary>A merge patch that sets the weights, for this version of the object. A merge patch replaces whole lists, so it contains all
    /// routes as they were read.</summary>
    internal JsonObject Patch(RouteWeights weights)
    {
        for (var i = 0; i < _destinations.Length; i++)
        {
            if (weights.Written[i] is { } weight)
            {
                _destinations[i]["weight"] = weight;
            }
            else
            {
                _destinations[i].Remove("weight");
            }
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = Version },
            ["spec"] = new JsonObject { [_kind.Rules] = _rules.DeepClone() },
        };
    }

    private static ApiException Problem(string? setting, string message) => new(message, isFinal: true) { Setting = setting };

    private static int? WeightOf(JsonObject destination) =>
        destination["weight"] is JsonValue value && value.TryGetValue(out int weight) && weight >= 0 ? weight : null;

    private JsonObject Rule(RoutePlace place)
    {
        string[] names = [.. _rules.Select((rule, i) =>
            (rule as JsonObject)?["name"]?.ToString() ?? i.ToString(CultureInfo.InvariantCulture))];
        var index = place.Route is null ? (names.Length == 1 ? 0 : -1) : Array.IndexOf(names, place.Route);
        if (index < 0 && int.TryParse(place.Route, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < names.Length)
        {
            index = number;
        }

        if (index >= 0 && _rules[index] is JsonObject rule)
        {
            return rule;
        }

        var all = SloText.OneLine(string.Join(", ", names));
        throw Problem("Route", names.Length == 0 ? $"{_kind.Name} '{place.Name}' has no HTTP routes"
            : $"{_kind.Name} '{place.Name}' has {names.Length} HTTP routes; write one of {all}");
    }

    private JsonObject[] DestinationsOf(JsonObject rule, RoutePlace place)
    {
        JsonObject[] destinations = [.. (rule[_kind.Destinations] as JsonArray ?? []).OfType<JsonObject>()];
        return destinations.Length > 0 ? destinations
            : throw Problem("Route", $"the route of {_kind.Name} '{place.Name}' has no destinations");
    }
}

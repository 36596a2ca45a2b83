using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes an objective's "Http": routes, and the shortest lists of status codes.</summary>
internal static class HttpSection
{
    private static readonly int[] Codes = [.. Enumerable.Range(100, 500)];

    internal static void Write(HttpIndicator http, Utf8JsonWriter json)
    {
        json.WriteStartObject("Http");
        WriteRoutes(http, json);
        WriteStatus(http, json);
        if (http.ClientAborts != ClientAbortPolicy.BadWhenLate)
        {
            json.WriteString("ClientAborts", http.ClientAborts.ToString());
        }

        if (http.MeasuresFirstByte)
        {
            json.WriteBoolean("TimeToFirstByte", true);
        }

        if (http.CountsStaticAssets)
        {
            json.WriteBoolean("StaticAssets", true);
        }

        json.WriteEndObject();
    }

    private static void WriteRoutes(HttpIndicator http, Utf8JsonWriter json)
    {
        if (http.IsTaggedOnly)
        {
            json.WriteBoolean("TaggedEndpoints", true);
        }
        else if (http.Routes is [var only])
        {
            if (only.Method is not null)
            {
                json.WriteString("Method", only.Method);
            }

            json.WriteString("Route", only.Pattern);
        }
        else
        {
            Texts(json, "Routes", http.Routes.Select(route => route.ToString()));
        }
    }

    private static void WriteStatus(HttpIndicator http, Utf8JsonWriter json)
    {
        // If a good code is not good by default, the good codes must be listed; all others are bad then.
        var isListed = Codes.Any(code => http.Classify(code) == SloOutcome.Good && Default(code, isListed: false) != SloOutcome.Good);
        Texts(json, "GoodStatusCodes", isListed ? Ranges(Codes.Where(code => http.Classify(code) == SloOutcome.Good)) : []);
        WriteOthers("BadStatusCodes", SloOutcome.Bad);
        WriteOthers("IgnoredStatusCodes", SloOutcome.Ignored);

        void WriteOthers(string key, SloOutcome outcome) =>
            Texts(json, key, Ranges(Codes.Where(code => http.Classify(code) == outcome && Default(code, isListed) != outcome)));
    }

    private static SloOutcome Default(int code, bool isListed) =>
        code < 200 ? SloOutcome.Ignored : code >= 500 || isListed ? SloOutcome.Bad : SloOutcome.Good;

    private static IEnumerable<string> Ranges(IEnumerable<int> codes)
    {
        int[] all = [.. codes];
        for (var i = 0; i < all.Length;)
        {
            (int from, int to) = (all[i], all[i]);
            for (i++; i < all.Length && all[i] == to + 1; i++)
            {
                to++;
            }

            yield return (from, to) switch
            {
                _ when from == to => FormattableString.Invariant($"{from}"),
                _ when from % 100 == 0 && to == from + 99 => FormattableString.Invariant($"{from / 100}xx"),
                _ => FormattableString.Invariant($"{from}-{to}"),
            };
        }
    }

    private static void Texts(Utf8JsonWriter json, string key, IEnumerable<string> values)
    {
        string[] all = [.. values];
        if (all.Length > 0)
        {
            json.WriteStartArray(key);
            Array.ForEach(all, json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}

using System.IO.Compression;
using System.Text.Json;

namespace Slo.Postgres;

/// <summary>What the row of a process says, as compressed JSON. Numbers are in lists, in a fixed order: another order needs another
/// version.</summary>
internal static class DependencyFormat
{
    /// <summary>Rows of other versions are ignored, so that two versions of Slo can share a table.</summary>
    internal const int Version = 1;

    /// <summary>What is read of a row at most, uncompressed.</summary>
    internal const int MostBytes = 8_000_000;

    // More than any process counts; the sum over all rows that are read stays far below the largest long.
    private const long LargestCount = 1L << 40;
    private const int LongestText = 400;

    internal static byte[] Write(SloFleetDependencies dependencies)
    {
        using MemoryStream stream = new();
        using (GZipStream compressed = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (Utf8JsonWriter json = new(compressed))
        {
            json.WriteStartObject();
            json.WriteBoolean("isObserved", dependencies.IsObserved);
            json.WriteStartArray("callers");
            foreach (SloFleetCaller caller in dependencies.Callers)
            {
                WriteCaller(json, caller);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <param name="row">What is known of the row.</param>
    /// <param name="data">What <see cref="Write"/> wrote.</param>
    /// <returns>Null if it is something else.</returns>
    internal static SloFleetDependencies? Read(SloFleetDependencies row, byte[] data)
    {
        try
        {
            using var document = JsonDocument.Parse(Uncompress(data), new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement root = document.RootElement;
            return row with
            {
                IsObserved = root.GetProperty("isObserved").GetBoolean(),
                // Whatever a row repeats counts once.
                Callers =
                [
                    .. root.GetProperty("callers").EnumerateArray().Take(SloFleetDependencies.MostCallers).Select(ReadCaller)
                        .DistinctBy(caller => caller.Objective, StringComparer.OrdinalIgnoreCase),
                ],
            };
        }
        catch (Exception exception) when (exception
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
            or InvalidDataException)
        {
            return null;
        }
    }

    // A few bytes may become many: what is longer is not read to its end.
    private static ReadOnlyMemory<byte> Uncompress(byte[] data)
    {
        using MemoryStream whole = new();
        using GZipStream compressed = new(new MemoryStream(data), CompressionMode.Decompress);
        var part = new byte[16_384];
        for (var read = compressed.Read(part); read > 0; read = compressed.Read(part))
        {
            whole.Write(part, 0, read);
            if (whole.Length > MostBytes)
            {
                throw new FormatException();
            }
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private static void WriteCaller(Utf8JsonWriter json, SloFleetCaller caller)
    {
        json.WriteStartObject();
        json.WriteString("objective", caller.Objective);
        json.WriteString("service", caller.Service);
        json.WriteNumber("target", caller.TargetRatio);
        json.WriteNumber("state", (int)caller.State);
        if (caller.Severity is { } severity)
        {
            json.WriteNumber("severity", (int)severity);
        }

        json.WriteNumber("window", caller.Window.Ticks);
        json.WriteStartArray("windows");
        foreach (SloDependencyCounts counts in caller.Windows)
        {
            WriteCounts(json, counts);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, SloDependencyCounts counts)
    {
        json.WriteStartObject();
        json.WriteNumber("length", counts.Window.Ticks);
        json.WriteString("whyUnknown", counts.WhyUnknown);
        WriteNumbers(json, "requests", counts.Events, counts.TotalEvents, counts.TroubledRequests, counts.TotalTroubledRequests);
        json.WriteStartArray("dependencies");
        foreach (SloDependencyStatus one in counts.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteNumber("kind", (one.IsDeclared ? 1 : 0) + (one.IsObserved ? 2 : 0) + (one.IsSoft ? 4 : 0));
            WriteNumbers(
                json, "counts", one.TotalCalls, one.Calls, one.Requests, one.TroubledRequests, one.TotalTroubledRequests,
                new SloEventCounts(one.SlowCalls, 0));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<SloEventCounts> counts)
    {
        json.WriteStartArray(name);
        foreach (SloEventCounts one in counts)
        {
            json.WriteNumberValue(one.Good);
            json.WriteNumberValue(one.Bad);
        }

        json.WriteEndArray();
    }

    private static SloFleetCaller ReadCaller(JsonElement caller) => new(
        Text(caller, "objective") ?? "", Text(caller, "service"), Math.Clamp(caller.GetProperty("target").GetDecimal(), 0, 1),
        [.. caller.GetProperty("windows").EnumerateArray().Take(8).Select(ReadCounts)])
    {
        State = (SloState)Math.Clamp(caller.GetProperty("state").GetInt32(), 0, (int)SloState.Exhausted),
        Severity = caller.TryGetProperty("severity", out JsonElement severity)
            ? (AlertSeverity)Math.Clamp(severity.GetInt32(), (int)AlertSeverity.Ticket, (int)AlertSeverity.Page) : null,
        Window = Time(caller, "window"),
    };

    private static SloDependencyCounts ReadCounts(JsonElement counts)
    {
        SloEventCounts[] requests = Numbers(counts, "requests", 4);
        return new(
            Time(counts, "length"), requests[0],
            [
                .. counts.GetProperty("dependencies").EnumerateArray().Take(SloDependencyStatus.MostDependencies + 1)
                    .Select(ReadDependency).DistinctBy(one => one.Name, StringComparer.OrdinalIgnoreCase),
            ])
        {
            TotalEvents = requests[1],
            TroubledRequests = requests[2],
            TotalTroubledRequests = requests[3],
            WhyUnknown = Text(counts, "whyUnknown"),
        };
    }

    private static SloDependencyStatus ReadDependency(JsonElement one)
    {
        SloEventCounts[] counts = Numbers(one, "counts", 6);
        var kind = one.GetProperty("kind").GetInt32();
        return new(Text(one, "name") ?? "", (kind & 1) != 0, (kind & 2) != 0)
        {
            IsSoft = (kind & 4) != 0,
            TotalCalls = counts[0],
            Calls = counts[1],
            Requests = counts[2],
            TroubledRequests = counts[3],
            TotalTroubledRequests = counts[4],
            SlowCalls = counts[5].Good,
        };
    }

    private static SloEventCounts[] Numbers(JsonElement element, string name, int pairs)
    {
        long[] numbers =
            [.. element.GetProperty(name).EnumerateArray().Select(number => Math.Clamp(number.GetInt64(), 0, LargestCount))];
        return numbers.Length == 2 * pairs
            ? [.. Enumerable.Range(0, pairs).Select(i => new SloEventCounts(numbers[2 * i], numbers[(2 * i) + 1]))]
            : throw new FormatException();
    }

    private static TimeSpan Time(JsonElement element, string name) =>
        TimeSpan.FromTicks(Math.Clamp(element.GetProperty(name).GetInt64(), 1, TimeSpan.TicksPerDay * 3));

    private static string? Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() is { } text ? SloText.OneLine(text, LongestText) : null;
}

using System.Text.Json;

namespace Slo.Cli.Definitions;

/// <summary>Where each key of a JSON text stands, by the path that configuration gives it: configuration itself forgets that.</summary>
internal sealed class JsonLocations
{
    private const int MostValues = 200_000;

    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SloFinding> _findings = [];
    private readonly string _file;

    private JsonLocations(string file) => _file = file;

    /// <summary>Why the text is no JSON that configuration could take; then the places are not all there.</summary>
    internal IReadOnlyList<SloFinding> Findings => _findings;

    internal static JsonLocations Read(ReadOnlySpan<byte> json, string file)
    {
        JsonLocations places = new(file);
        try
        {
            places.Walk(json);
        }
        catch (JsonException exception)
        {
            var message = exception.Message.Split(" LineNumber:")[0].TrimEnd('.');
            places.Add((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0)
                + 1, SloFindingCodes.Syntax, $"is not JSON: {message}");
        }

        return places;
    }

    internal bool Has(string path) => _places.ContainsKey(path);

    /// <summary>The place of the first path that is there.</summary>
    internal (int Line, int Column)? Of(params IEnumerable<string> paths) =>
        paths.Where(_places.ContainsKey).Select(path => ((int, int)?)_places[path]).FirstOrDefault();

    /// <summary>The finding with its place: the key that it is about, or the nearest above, else the objective.</summary>
    internal SloFinding Place(SloFinding finding)
    {
        var objective = $"Objectives:{finding.Objective}";
        (int line, int column) = OfPath(finding) ?? Of($"Slo:{objective}", objective, "Slo:Objectives", "Objectives", "Slo") ?? (0, 0);
        return finding with { File = _file, Line = line, Column = column };
    }

    // Without a colon it is a property in code, and the name of no key, unless it is an option of the host.
    private (int Line, int Column)? OfPath(SloFinding finding) => finding.Path switch
    {
        null => null,
        var path when path.Contains(':', StringComparison.Ordinal) => OfKey(path),
        var path when finding.Objective is null => OfKey(path) ?? OfKey($"Slo:{path}"),
        _ => null,
    };

    private (int Line, int Column)? OfKey(string path)
    {
        for (; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf(':'))])
        {
            if (_places.TryGetValue(path, out (int, int) place))
            {
                return place;
            }
        }

        return null;
    }

    private void Walk(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        List<Level> path = [];
        (int line, int lineStart, int seen) = (1, 0, 0);
        while (reader.Read())
        {
            var at = (int)reader.TokenStartIndex;
            for (; seen < at; seen++)
            {
                if (json[seen] == '\n')
                {
                    (line, lineStart) = (line + 1, seen + 1);
                }
            }

            (int Line, int Column) place = (line, at - lineStart + 1);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path[^1] = path[^1] with { Key = Text(ref reader, place) };
                    Place(path, place);
                    break;
                case JsonTokenType.String:
                    _ = Text(ref reader, place);
                    Begin(ref reader, path, place);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.RemoveAt(path.Count - 1);
                    break;
                default:
                    Begin(ref reader, path, place);
                    break;
            }
        }
    }

    // What configuration could not read either: bytes that are no UTF-8, and \u escapes of half a character.
    private static string Text(ref Utf8JsonReader reader, (int Line, int Column) place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a text is not UTF-8, or has an escape of half a character", null, place.Line - 1, place.Column - 1);
        }
    }

    private void Begin(ref Utf8JsonReader reader, List<Level> path, (int Line, int Column) place)
    {
        if (path is [.., { IsArray: true } array])
        {
            path[^1] = array with { Count = array.Count + 1, Key = FormattableString.Invariant($"{array.Count}") };
            Place(path, place);
        }

        if (path.Count == 0 && reader.TokenType != JsonTokenType.StartObject)
        {
            Add(place.Line, place.Column, SloFindingCodes.NoDefinition, "is no object; write { \"Slo\": { \"Objectives\": { … } } }");
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            path.Add(new Level(reader.TokenType == JsonTokenType.StartArray, 0, ""));
        }
    }

    private void Place(List<Level> path, (int Line, int Column) place)
    {
        if (_places.Count >= MostValues)
        {
            throw new JsonException($"more than {MostValues} values", null, place.Line - 1, place.Column - 1);
        }

        var name = string.Join(':', path.Select(level => level.Key));
        if (!_places.TryAdd(name, place))
        {
            (int line, int column) = _places[name];
            Add(place.Line, place.Column, SloFindingCodes.DuplicateKey, FormattableString.Invariant(
                $"{name}: appears twice (case does not matter), first at ({line},{column}); keep one"));
        }
    }

    private void Add(int line, int column, string code, string message) =>
        _findings.Add(SloFinding.Error(code, message) with { File = _file, Line = line, Column = column });

    private readonly record struct Level(bool IsArray, int Count, string Key);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Slo.AspNetCore.Alertmanager;

/// <summary>Alertmanager's webhook message, version "4". What is not needed, such as the group's labels, is not read.</summary>
/// <param name="Alerts">The alerts of the message.</param>
/// <param name="GroupKey">Names the group of alerts that the message is about; empty if the sender does not say.</param>
/// <param name="Truncated">How many more alerts the sender left out.</param>
internal sealed record WebhookMessage(IReadOnlyList<ReceivedAlert> Alerts, string GroupKey = "", ulong Truncated = 0)
{
    internal const string Version = "4";

    private const int MaximumTexts = 128;
    private const int MaximumKey = 256;
    private const int MaximumValue = 16 * 1024;
    private const int MaximumFingerprint = 64;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Whether all alerts of the group are here.</summary>
    internal bool IsWhole => Truncated == 0 && GroupKey.Length > 0;

    /// <exception cref="FormatException">Names what is wrong, where, and what it must be.</exception>
    internal static WebhookMessage Read(ReadOnlyMemory<byte> body, int maximumAlerts)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            JsonElement root = document.RootElement;
            return new WebhookMessage(ReadAlerts(root, maximumAlerts), ReadGroupKey(root), ReadTruncated(root));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: found only when a text is read.
            throw new FormatException("body: contains text that is not Unicode.");
        }
        catch (JsonException exception)
        {
            var where = exception.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {exception.BytePositionInLine + 1})")
                : "";
            throw new FormatException($"body: is not JSON as expected{where}: must be UTF-8 JSON, at most {Json.MaxDepth} levels deep, no "
                + "name twice.");
        }
    }

    private static ReceivedAlert[] ReadAlerts(JsonElement root, int maximumAlerts)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("body: must be a JSON object in the format of Alertmanager's webhook.");
        }

        var version = Text(root, "", "version");
        if (version != Version)
        {
            throw new FormatException($"version: is '{Short(version)}', and must be '{Version}'.");
        }

        JsonElement alerts = Member(root, "", "alerts", JsonValueKind.Array);
        return alerts.GetArrayLength() <= maximumAlerts
            ? [.. alerts.EnumerateArray().Select(Alert)]
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"alerts: are {alerts.GetArrayLength()}, and may be {maximumAlerts}; set max_alerts of the "
                    + $"webhook_config."));
    }

    // Of interest only to those who read logs, so no reason to refuse a message.
    private static ulong ReadTruncated(JsonElement root) =>
        root.TryGetProperty("truncatedAlerts", out JsonElement count) && count.ValueKind == JsonValueKind.Number
        && count.TryGetUInt64(out var truncated) ? truncated : 0;

    // It may be long: it holds the matchers of the route and the labels of the group.
    private static string ReadGroupKey(JsonElement root) =>
        root.TryGetProperty("groupKey", out JsonElement key) && key.ValueKind == JsonValueKind.String
            && key.GetString() is { Length: > 0 } text
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)) : "";

    private static ReceivedAlert Alert(JsonElement alert, int index)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"alerts[{index}]");
        if (alert.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{path}: must be an object.");
        }

        path += ".";
        var status = Text(alert, path, "status");
        if (status is not ("firing" or "resolved"))
        {
            throw new FormatException($"{path}status: is '{Short(status)}', and must be 'firing' or 'resolved'.");
        }

        var fingerprint = Text(alert, path, "fingerprint");
        if (fingerprint.Length is 0 or > MaximumFingerprint)
        {
            throw new FormatException($"{path}fingerprint: must have 1 to {MaximumFingerprint} characters.");
        }

        ReceivedAlert received = new(
            status == "firing", fingerprint, Texts(alert, path, "labels"), Texts(alert, path, "annotations"), Time(alert, path, "startsAt"),
            Time(alert, path, "endsAt"));
        return received.Name is not null ? received : throw new FormatException($"{path}labels: must have an alertname.");
    }

    private static Dictionary<string, string> Texts(JsonElement alert, string path, string name)
    {
        JsonElement texts = Member(alert, path, name, JsonValueKind.Object);
        Dictionary<string, string> read = new(StringComparer.Ordinal);
        foreach (JsonProperty text in texts.EnumerateObject())
        {
            if (text.Value.ValueKind != JsonValueKind.String || text.Name.Length > MaximumKey
                || text.Value.GetString()!.Length > MaximumValue || read.Count == MaximumTexts)
            {
                throw new FormatException(
                    $"{path}{name}.{Short(text.Name)}: must be text of at most {MaximumValue} characters, its name at most {MaximumKey}, "
                        + $"and there may be {MaximumTexts} of them.");
            }

            read[text.Name] = text.Value.GetString()!;
        }

        return read;
    }

    private static DateTimeOffset Time(JsonElement alert, string path, string name)
    {
        JsonElement member = Member(alert, path, name, JsonValueKind.String);
        return member.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time.ToUniversalTime()
            : throw new FormatException($"{path}{name}: is '{Short(member.GetString()!)}', and must be an RFC 3339 time.");
    }

    private static string Text(JsonElement parent, string path, string name) =>
        Member(parent, path, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement parent, string path, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out JsonElement member) && member.ValueKind == kind
            ? member
            : throw new FormatException($"{path}{name}: is {Found(member)}, and must be {kind}.");

    private static string Found(JsonElement member) =>
        member.ValueKind == JsonValueKind.Undefined ? "missing" : member.ValueKind.ToString();

    private static string Short(string text) => SloText.OneLine(text, 41);
}

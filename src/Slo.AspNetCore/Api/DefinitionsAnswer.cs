using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slo.Shared.Settings;

namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: the definitions of all objectives as the section <c>Slo</c> of appsettings, and beside it what that cannot express.
/// </summary>
internal static class DefinitionsAnswer
{
    // Each objective is read back once, and not for each answer.
    private static readonly ConditionalWeakTable<SloObjective, SettingsReadBack> ReadBacks = [];

    internal static byte[] Of(IReadOnlyList<SloObjective> objectives)
    {
        (SloObjective Objective, SettingsReadBack Back)[] all =
            [.. objectives.Select(objective => (objective, ReadBacks.GetValue(objective, SettingsReadBack.Of)))];
        return Write(json =>
        {
            SettingsSection.Write(json, [.. all.Where(one => one.Back.Read is not null).Select(one => one.Objective)]);
            json.WriteStartObject("incomplete");
            foreach ((SloObjective objective, SettingsReadBack back) in all)
            {
                if (Loss(back) is { } loss)
                {
                    json.WriteString(objective.Name, loss);
                }
            }

            json.WriteEndObject();
        });
    }

    internal static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> document)
    {
        context.Response.ContentType = Answers.Json;
        context.Response.ContentLength = document.Length;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        // In parts, so that of a slow client no more than one waits in the server's memory.
        for (; document.Length > 0; document = document[Math.Min(document.Length, ListAnswer.FlushedBytes)..])
        {
            await context.Response.Body.WriteAsync(
                document[..Math.Min(document.Length, ListAnswer.FlushedBytes)], context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // Why the section does not say all about an objective, or null.
    private static string? Loss(SettingsReadBack back)
    {
        var reason = SettingsSection.Incomplete(back.Meant);
        return back.Read is null
            ? "is left out, because appsettings cannot express it: " + SloText.OneLine(reason ?? back.Fault, 400)
            : reason ?? (back.Read.Definition == back.Meant.Definition ? null : "appsettings cannot express all of it");
    }
}

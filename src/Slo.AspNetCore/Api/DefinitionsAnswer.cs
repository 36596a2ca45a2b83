using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Slo.Shared.Settings;

namespace Slo.AspNetCore.Api;

/// <summary>
/// JSON: the definitions of all objectives as the section <c>Slo</c> of appsettings, and beside it what that cannot express.
/// </summary>
internal static class DefinitionsAnswer
{
    // Each objective is read back once, and not for each answer.
    private static readonly ConditionalWeakTable<SloObjective, Reading> Readings = [];

    internal static byte[] Of(IReadOnlyList<SloObjective> objectives)
    {
        (SloObjective Objective, Reading Reading)[] all =
            [.. objectives.Select(objective => (objective, Readings.GetValue(objective, ReadBack)))];
        return Write(json =>
        {
            SettingsSection.Write(json, [.. all.Where(one => one.Reading.IsReadable).Select(one => one.Objective)]);
            json.WriteStartObject("incomplete");
            foreach ((SloObjective objective, Reading reading) in all.Where(one => one.Reading.Loss is not null))
            {
                json.WriteString(objective.Name, reading.Loss);
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

    // What the reader of appsettings makes of it is what a tool will see.
    private static Reading ReadBack(SloObjective objective)
    {
        var reason = SettingsSection.Incomplete(objective);
        try
        {
            SloObjective meant = TagOrder.Sort(objective);
            using MemoryStream text = new(Write(json => SettingsSection.Write(json, [objective], service: null)));
            SloOptions options = new();
            options.ReadFrom(new ConfigurationBuilder().AddJsonStream(text).Build().GetSection("Slo"));
            SloObjective read = TagOrder.Sort(options.Build().Single());
            return new(true, reason ?? (read.Definition == meant.Definition ? null : "appsettings cannot express all of it"));
        }
        catch (Exception exception) when (
            exception is SloDefinitionException or InvalidDataException or FormatException or ArgumentException
                or InvalidOperationException)
        {
            return new(false, "is left out, because appsettings cannot express it: "
                + SloText.OneLine(reason ?? exception.GetBaseException().Message, 400));
        }
    }

    private sealed record Reading(bool IsReadable, string? Loss);
}

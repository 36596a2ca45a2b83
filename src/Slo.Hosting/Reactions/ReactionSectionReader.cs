using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;
using Slo.Hosting.Reactions.Actions;

namespace Slo.Hosting.Reactions;

/// <summary>Reads one reaction. Its keys override those of a reaction that code declares; its steps replace all steps.</summary>
/// <param name="services">The services of the host, with the registered types of actions; null without a host: unknown types are then not
/// an error.</param>
internal sealed class ReactionSectionReader(IServiceProvider? services)
{
    private const string ActionKey = "Action";
    private const string Steps = "Steps";
    private const string Freezes = "Freezes";

    private static readonly SectionKey[] Keys =
    [
        new("Objectives", SectionForm.Values), new("Alerts", SectionForm.Values), "MinimumSeverity", "Rule", "Scope", "MinimumEvents",
        "MinimumCoveragePercent", "RequiresOutlier", "AllowedTime", new(Freezes, SectionForm.Values), "Hold", "RecoverFor", "Undo",
        "CoolDown", "DryRun",
        new(Steps, SectionForm.ObjectList)
        {
            IsSecret = true,
            Example = """a list of objects: [ { "Action": "Webhook", "Url": "http://deployer/rollback" } ]""",
        },
    ];

    private readonly ReactionActionType[] _types =
        [.. ReactionActionType.BuiltInTypes, .. services?.GetServices<ReactionActionType>() ?? []];

    internal void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.Check(Keys))
        {
            return;
        }

        if (options.Reactions.Find(section.Key) is not { } reaction)
        {
            reaction = new SloReaction(section.Key, section.Path);
            options.Reactions.Add(reaction);
        }

        reaction.Objectives.UnionWith(reader.List("Objectives"));
        reaction.Alerts.UnionWith(reader.List("Alerts"));
        ReadConditions(reader, reaction, options);
        ReadTimes(reader, reaction);
        if (reader.Has(Steps))
        {
            reaction.ClearSteps();
        }

        foreach (IConfigurationSection step in reader.Children(Steps))
        {
            ReadStep(step, reaction, options);
        }
    }

    private static void ReadConditions(SectionReader reader, SloReaction reaction, SloOptions options)
    {
        reaction.MinimumSeverity = reader.Word<AlertSeverity>("MinimumSeverity") ?? reaction.MinimumSeverity;
        reaction.Rule = reader.Text("Rule") ?? reaction.Rule;
        reaction.Scope = reader.Word<SloScope>("Scope") ?? reaction.Scope;
        reaction.MinimumEvents = reader.WholeNumber("MinimumEvents") ?? reaction.MinimumEvents;
        reaction.MinimumCoverageRatio = (double?)(reader.Number("MinimumCoveragePercent") / 100) ?? reaction.MinimumCoverageRatio;
        reaction.RequiresOutlier = Flag(reader, "RequiresOutlier", reaction.RequiresOutlier);
        reaction.AllowedTime = Schedule(reader.Text("AllowedTime"), reader, "AllowedTime", options) ?? reaction.AllowedTime;
        foreach (var text in reader.List(Freezes))
        {
            if (Schedule(text, reader, Freezes, options) is { } freeze)
            {
                reaction.Freezes.Add(freeze);
            }
        }
    }

    private static void ReadTimes(SectionReader reader, SloReaction reaction)
    {
        reaction.Hold = reader.Duration("Hold") ?? reaction.Hold;
        reaction.RecoverFor = reader.Duration("RecoverFor") ?? reaction.RecoverFor;
        reaction.CoolDown = reader.Duration("CoolDown") ?? reaction.CoolDown;
        reaction.Undo = Flag(reader, "Undo", reaction.Undo);
        reaction.DryRun = Flag(reader, "DryRun", reaction.DryRun);
    }

    private static bool Flag(SectionReader reader, string key, bool otherwise) => reader.Text(key) is null ? otherwise : reader.Flag(key);

    private static SloSchedule? Schedule(string? text, SectionReader reader, string key, SloOptions options)
    {
        if (text is null)
        {
            return null;
        }

        if (SloSchedule.TryParse(text, out SloSchedule? schedule) is { } error)
        {
            options.AddFinding(error with { Message = $"{reader.Path}{key}: {error.Message}", Path = $"{reader.Path}{key}" });
        }

        return schedule;
    }

    private void ReadStep(IConfigurationSection section, SloReaction reaction, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.HasForm(ActionKey))
        {
            return;
        }

        if (reader.Text(ActionKey) is not { } name)
        {
            reader.Reject(SloFindingCodes.ReactionActionType, $"is missing; write one of {Names()}", ActionKey);
        }
        else if (Array.Find(_types, type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } type)
        {
            ReadStep(reader, type.Create(services), reaction);
        }
        else if (services is not null)
        {
            reader.Error(SloFindingCodes.ReactionActionType, ActionKey, $"must be one of {Names()}");
        }
        else
        {
            reader.Warn(SloFindingCodes.UnregisteredReactionActionType, ActionKey,
                $"is not built in, so only the app knows it; built in are {Names()}");
        }
    }

    private static void ReadStep(SectionReader reader, SloReactionAction action, SloReaction reaction)
    {
        try
        {
            IReadOnlyList<Setting> settings = action.Settings().All;
            var known = settings.Select(setting => new SectionKey(setting.Key, setting.Form) { IsSecret = true });
            var isRead = reader.Check([ActionKey, "After", "ContinueOnFailure", .. known]);
            foreach (Setting setting in settings)
            {
                setting.Read(reader);
            }

            // A setting of the wrong form has been reported; the action would report it as missing in addition.
            if (isRead)
            {
                reaction.Step(action, reader.Duration("After") ?? TimeSpan.Zero, Flag(reader, "ContinueOnFailure", false));
            }
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            reader.Reject(SloFindingCodes.ReactionSetting,
                $"DescribeSettings of {action.GetType().Name}, or a setter, threw {Thrown.Where(exception)}");
        }
    }

    private string Names() => string.Join(", ", _types.Select(type => type.Name));
}

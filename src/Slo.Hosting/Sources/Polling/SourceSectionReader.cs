using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Configuration;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Sources.Polling;

/// <summary>Reads one source: the key Type, and the settings that the source lists. Of a source that code declares, it changes those that
/// are given. No finding shows a value that may be a secret.</summary>
/// <param name="services">The services of the host, with the registered types; null without a host: unknown types are then not an
/// error.</param>
internal sealed class SourceSectionReader(IServiceProvider? services)
{
    private const string TypeKey = "Type";

    private readonly SourceType[] _types =
        [.. SloSourceBuilderExtensions.BuiltInTypes, .. services?.GetServices<SourceType>() ?? []];

    internal void Read(IConfigurationSection section, SloOptions options)
    {
        SectionReader reader = new(section, options.AddFinding);
        if (!reader.HasForm(TypeKey))
        {
            return;
        }

        if (reader.Text(TypeKey) is not { } name)
        {
            ReadDeclared(section, reader, options);
        }
        else if (Array.Find(_types, type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } type)
        {
            SloSource? declared = options.Sources.Find(section.Key);
            if (declared?.GetType() == type.Source)
            {
                Read(reader, declared);
            }
            else if (Read(reader, type.Create(services)) is { } source)
            {
                options.Sources.Add(section.Key, source, section.Path);
            }
        }
        else if (services is not null)
        {
            reader.Error(SloFindingCodes.SourceType, TypeKey, $"must be one of {Names()}");
        }
        else
        {
            reader.Warn(SloFindingCodes.UnregisteredSourceType, TypeKey,
                $"is not built in, so only the app knows it; built in are {Names()}");
        }
    }

    // Without a host, sources that code declares are not available.
    private void ReadDeclared(IConfigurationSection section, SectionReader reader, SloOptions options)
    {
        if (options.Sources.Find(section.Key) is { } declared)
        {
            Read(reader, declared);
        }
        else if (services is not null)
        {
            reader.Reject(SloFindingCodes.SourceType, $"is missing; write one of {Names()}", TypeKey);
        }
        else
        {
            reader.Warn(SloFindingCodes.UnregisteredSourceType, TypeKey,
                $"is missing, so only the app knows the source, if its code declares it; else write one of {Names()}");
        }
    }

    /// <returns>The source; null if a key has another form than it must: the source itself would report it as missing.</returns>
    private static SloSource? Read(SectionReader reader, SloSource source)
    {
        try
        {
            IReadOnlyList<Setting> settings = source.Settings();
            var known = settings.Select(setting => new SectionKey(setting.Key, setting.Form) { IsSecret = true });
            var isRead = reader.Check([TypeKey, .. known]);
            foreach (Setting setting in settings)
            {
                setting.Read(reader);
            }

            return isRead ? source : null;
        }
#pragma warning disable CA1031 // Code of the app, which throws what it likes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            reader.Reject(SloFindingCodes.SourceSetting,
                $"DescribeSettings of {source.GetType().Name}, or a setter, threw {Thrown.Where(exception)}");
            return null;
        }
    }

    private string Names() => string.Join(", ", _types.Select(type => type.Name));
}

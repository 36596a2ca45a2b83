using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo;
using Slo.AsCode.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds definition files to a host.</summary>
public static class SloAsCodeBuilderExtensions
{
    /// <summary>
    /// Adds the objectives of OpenSLO files (Sloth's and Reliably's too) to those of code and configuration, and follows the files while
    /// the app runs: every two seconds it is looked whether one changed, came or went. A change that is wrong anywhere is refused whole;
    /// the last good set stays in force, and the log, the health check and a metric report it. Invalid files at start stop the host and
    /// list every finding.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="paths">Files, folders, or patterns such as <c>slo/*.yaml</c>; relative ones are below the content root.</param>
    /// <exception cref="ArgumentException">No path is given, or <c>-</c>.</exception>
    public static ISloBuilder AddOpenSlo(this ISloBuilder builder, params string[] paths) =>
        builder.AddOpenSlo(new SloReadOptions { IsComplete = true }, paths);

    /// <summary>The same, with options for reading.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="options">Strict or lenient, and so on.</param>
    /// <param name="paths">Files, folders, or patterns such as <c>slo/*.yaml</c>; relative ones are below the content root.</param>
    /// <exception cref="ArgumentException">No path is given, or <c>-</c>.</exception>
    public static ISloBuilder AddOpenSlo(this ISloBuilder builder, SloReadOptions options, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Length == 0 || paths.Contains("-"))
        {
            throw new ArgumentException("AddOpenSlo needs files, folders or patterns, for example \"slo/*.yaml\".", nameof(paths));
        }

        var set = builder.Name;
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ISloDefinitionWriter, OpenSloDefinitions>();
        builder.Services.AddSingleton<IConfigureOptions<SloOptions>>(provider => new DefinitionFiles(
            set, Absolute(provider, paths), options,
            provider.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(DefinitionFiles).FullName!)));
        builder.Services.AddSingleton<ISloChangeTokenSource>(provider => new DefinitionWatch(
            set, Absolute(provider, paths), provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static string[] Absolute(IServiceProvider provider, string[] paths)
    {
        var root = provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory;
        return [.. paths.Select(path => Path.Combine(root, path))];
    }
}

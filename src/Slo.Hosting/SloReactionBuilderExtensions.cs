using System.Diagnostics.CodeAnalysis;
using Slo;
using Slo.Hosting.Reactions.Actions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds reactions to a set (docs/reactions.md).</summary>
public static class SloReactionBuilderExtensions
{
    /// <summary>Declares what happens when alerts fire. Configuration can override its keys: <c>Slo:Reactions:&lt;name&gt;</c>.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="name">The name, unique without regard to case.</param>
    /// <param name="configure">Sets alerts, conditions and steps. All errors are reported at start.</param>
    public static ISloBuilder AddReaction(this ISloBuilder builder, string name, Action<SloReaction> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddReaction(name, (reaction, _) => configure(reaction));
    }

    /// <summary>Declares what happens when alerts fire, for actions that need services of the host.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="name">The name, unique without regard to case.</param>
    /// <param name="configure">Sets alerts, conditions and steps. All errors are reported at start.</param>
    public static ISloBuilder AddReaction(this ISloBuilder builder, string name, Action<SloReaction, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<SloOptions>(builder.Name).Configure<IServiceProvider>(
            (options, provider) => options.Reactions.Add(name, reaction => configure(reaction, provider)));
        return builder;
    }

    /// <summary>Registers a type of actions, so that it can be used in configuration: <c>Slo:Reactions:&lt;name&gt;:Steps:0:Action</c>. Its
    /// keys are those of <see cref="SloReactionAction.DescribeSettings"/>.</summary>
    /// <typeparam name="TAction">The action; its constructor may have services of the host as parameters.</typeparam>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="type">The name of the type, compared without case.</param>
    /// <exception cref="ArgumentException">Another type has this name.</exception>
    public static ISloBuilder AddReactionActionType<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAction>(this ISloBuilder builder, string type)
        where TAction : SloReactionAction
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        IEnumerable<ReactionActionType> known = ReactionActionType.BuiltInTypes.Concat(
            builder.Services.Where(service => !service.IsKeyedService)
                .Select(service => service.ImplementationInstance).OfType<ReactionActionType>());
        if (known.FirstOrDefault(other => other.Name.Equals(type, StringComparison.OrdinalIgnoreCase)) is not { } taken)
        {
            builder.Services.AddSingleton(
                new ReactionActionType(type, typeof(TAction), provider => ActivatorUtilities.CreateInstance<TAction>(provider!)));
        }
        else if (taken.Action != typeof(TAction))
        {
            throw new ArgumentException($"The type '{type}' is taken by {taken.Action}; choose another name.", nameof(type));
        }

        return builder;
    }
}
